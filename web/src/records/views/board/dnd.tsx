// Everything of the board that knows the drag-and-drop library.
import {
  DndContext, DragOverlay, KeyboardCode, KeyboardSensor, MeasuringStrategy, MouseSensor, pointerWithin, TouchSensor, useDraggable, useDroppable, useSensor, useSensors,
  type Announcements, type CollisionDetection, type KeyboardCoordinateGetter,
} from '@dnd-kit/core'
import { useMemo, type ReactNode } from 'react'
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
  const announcements = useMemo(() => announcementsFor(t, nameOf, (id) => targets.find((target) => target.id === id)?.name ?? ''), [t, nameOf, targets])
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={underPointer}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t('board.drag_help') } }}
      onDragStart={({ active }) => onDragging(String(active.id))}
      onDragCancel={() => onDragging(null)}
      onDragEnd={({ active, over }) => {
        onDragging(null)
        if (over) onDrop(String(active.id), keyOf(over.id))
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
  return { ref: setNodeRef, isOver }
}

function keyOf(droppable: string | number): string {
  return String(droppable).slice('to:'.length)
}

const inset = 12

// Zones may lie above columns: the smaller place counts. By keyboard the card's corner stands for the pointer.
const underPointer: CollisionDetection = (args) => {
  const { collisionRect, pointerCoordinates } = args
  const point = pointerCoordinates ?? { x: collisionRect.left + inset, y: collisionRect.top + inset }
  const hits = pointerWithin({ ...args, pointerCoordinates: point })
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
