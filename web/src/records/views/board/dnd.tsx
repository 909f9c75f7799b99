// Everything of the board that knows the drag-and-drop library.
import {
  DndContext, DragOverlay, KeyboardCode, KeyboardSensor, MeasuringStrategy, MouseSensor, pointerWithin, TouchSensor, useDraggable, useDroppable, useSensor, useSensors,
  type Announcements, type CollisionDetection, type KeyboardCoordinateGetter,
} from '@dnd-kit/core'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useT, type Translate } from '@/i18n/locale'

interface Props {
  /** Where a card can be dropped, in the order in which the arrow keys go. */
  targets: { id: string; name: string }[]
  nameOf(card: string): string
  onDragging(card: string | null): void
  onDrop(card: string, target: string): void
  /** The card that hangs on the pointer. */
  overlay: ReactNode
  children: ReactNode
}

/** Mouse, touch (after a long press, so that scrolling stays possible) and keyboard (space, arrows, space). */
export function BoardDnd({ targets, nameOf, onDragging, onDrop, overlay, children }: Props) {
  const t = useT()
  const coordinateGetter = useMemo(() => keyboardSteps(targets.map((target) => target.id)), [targets])
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter,
      keyboardCodes: { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space, KeyboardCode.Enter] },
    }),
  )
  const [isHeld, setIsHeld] = useState(false)
  const pointer = usePointer(isHeld)
  const announcements = useMemo(() => announcementsFor(t, nameOf, (id) => targets.find((target) => target.id === id)?.name ?? ''), [t, nameOf, targets])
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('board.drag_help') } }}
      onDragStart={({ active, activatorEvent }) => {
        setIsHeld(!(activatorEvent instanceof KeyboardEvent))
        onDragging(String(active.id))
      }}
      onDragCancel={() => {
        setIsHeld(false)
        onDragging(null)
      }}
      onDragEnd={({ active, over }) => {
        setIsHeld(false)
        onDragging(null)
        // Where the pointer is now counts, not where it was when the board was last drawn.
        const target = pointer.current ? targetUnder(pointer.current) : over && keyOf(over.id)
        if (target !== null) onDrop(String(active.id), target)
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>{overlay}</DragOverlay>
    </DndContext>
  )
}

/** Pointers lift the whole card; the keyboard lifts it by the button that names it. */
export function useCardDrag(id: string) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, isDragging } = useDraggable({ id })
  const { onKeyDown, ...pointer } = (listeners ?? {}) as Record<string, (event: never) => void>
  return {
    card: { ref: setNodeRef, ...pointer },
    handle: { ref: setActivatorNodeRef, onKeyDown, 'aria-describedby': attributes['aria-describedby'] },
    isDragging,
  }
}

export function useDropTarget(id: string) {
  const { setNodeRef, isOver } = useDroppable({ id: `to:${id}` })
  return { target: { ref: setNodeRef, 'data-drop': id, 'data-over': isOver || undefined } }
}

function keyOf(droppable: string | number): string {
  return String(droppable).slice('to:'.length)
}

interface Point {
  x: number
  y: number
}

/** Where mouse or finger is while it holds a card; null while none does. */
function usePointer(isHeld: boolean) {
  const pointer = useRef<Point | null>(null)
  useEffect(() => {
    if (!isHeld) return
    function follow(event: MouseEvent | TouchEvent): void {
      const at = 'changedTouches' in event ? event.changedTouches[0] : event
      if (at) pointer.current = { x: at.clientX, y: at.clientY }
    }
    const events = ['mousemove', 'mouseup', 'touchmove', 'touchend'] as const
    for (const name of events) window.addEventListener(name, follow, { capture: true, passive: true })
    return () => {
      for (const name of events) window.removeEventListener(name, follow, { capture: true })
      pointer.current = null
    }
  }, [isHeld])
  return pointer
}

/** The page itself is asked: zones grow and come up while a card is held, remembered places would be wrong. */
function targetUnder({ x, y }: Point): string | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const target = element.closest<HTMLElement>('[data-drop]')
    if (target) return target.dataset.drop!
  }
  return null
}

const inset = 12

// By keyboard the card's corner stands for the pointer; zones may lie above columns: the smaller place counts.
const underPointer: CollisionDetection = (args) => {
  const { collisionRect, pointerCoordinates } = args
  if (pointerCoordinates) {
    const target = targetUnder(pointerCoordinates)
    return target === null ? [] : [{ id: `to:${target}` }]
  }
  const hits = pointerWithin({ ...args, pointerCoordinates: { x: collisionRect.left + inset, y: collisionRect.top + inset } })
  const area = (id: string | number) => {
    const rect = args.droppableRects.get(id)
    return rect ? rect.width * rect.height : Infinity
  }
  return hits.toSorted((a, b) => area(a.id) - area(b.id))
}

function keyboardSteps(ids: string[]): KeyboardCoordinateGetter {
  return (event, { context: { over, droppableRects } }) => {
    const forwards = event.code === KeyboardCode.Right || event.code === KeyboardCode.Down
    const backwards = event.code === KeyboardCode.Left || event.code === KeyboardCode.Up
    if (!forwards && !backwards) return undefined
    event.preventDefault()
    const at = over ? ids.indexOf(keyOf(over.id)) : -1
    const next = ids[Math.min(ids.length - 1, Math.max(0, at + (forwards ? 1 : -1)))]
    const rect = next === undefined ? undefined : droppableRects.get(`to:${next}`)
    return rect && { x: rect.left, y: rect.top }
  }
}

function announcementsFor(t: Translate, nameOf: (card: string) => string, targetName: (id: string) => string): Announcements {
  const title = (id: string | number) => nameOf(String(id))
  return {
    onDragStart: ({ active }) => t('board.lifted', { title: title(active.id) }),
    onDragOver: ({ active, over }) => (over ? t('board.over', { title: title(active.id), place: targetName(keyOf(over.id)) }) : t('board.over_nothing', { title: title(active.id) })),
    onDragEnd: ({ active, over }) => (over ? t('board.dropped', { title: title(active.id), place: targetName(keyOf(over.id)) }) : t('board.cancelled', { title: title(active.id) })),
    onDragCancel: ({ active }) => t('board.cancelled', { title: title(active.id) }),
  }
}
