import { useEffect, useState, type ReactNode } from 'react'

/** Shows its children only when waiting has lasted long enough to be noticed. */
export function Delayed({ milliseconds = 300, children }: { milliseconds?: number; children: ReactNode }) {
  const [shown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), milliseconds)
    return () => clearTimeout(timer)
  }, [milliseconds])
  return shown ? children : null
}
