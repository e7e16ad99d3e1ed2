import { useEffect, useRef, useState } from 'react'

/** The width of an element in whole CSS pixels; where it is not shown, the last one that it had.
 *  @param first until the real one is known: what is drawn for it keeps its size, and is made smaller where it is too wide */
export function useWidth<E extends HTMLElement>(first: number) {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => {
      const found = Math.round(entry?.contentRect.width ?? 0)
      if (found > 0) setWidth(found)
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width] as const
}
