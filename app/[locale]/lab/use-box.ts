import { type KeyboardEvent, type RefObject, useEffect } from 'react'

/** A box that hangs from the lab's bar: Escape and a press beside it close it. Where it covers the editor, as on a phone,
 *  that is the way back.
 *  @returns what handles its keys */
export function useBox(box: RefObject<HTMLDetailsElement | null>): (event: KeyboardEvent) => void {
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (box.current?.open && !box.current.contains(event.target as Node)) box.current.open = false
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [box])
  return (event) => {
    // A dialog in it has an Escape of its own.
    if (event.key !== 'Escape' || !box.current?.open || document.querySelector('dialog[open]')) return
    box.current.open = false
    box.current.querySelector('summary')?.focus()
  }
}
