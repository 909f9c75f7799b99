import '@/ui/styles'
import { createRoot } from 'react-dom/client'
import { App } from './app/App'
import { start } from './app/start'

await start()
createRoot(document.getElementById('root')!).render(<App />)
