'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Icon } from '@/app/_ui/icon'

type Room = { readonly before: boolean; readonly after: boolean }

/** Opens what a learner answered in the column of the cell that was pressed. By keyboard the learner's name leads there: a link
 *  in each cell would make the page several times as long. */
function openCell({ target }: Event) {
  const cell =
    target instanceof Element ? target.closest<HTMLTableCellElement>('tbody td:not(.heat-none)') : null
  const learner = cell?.parentElement?.querySelector('a')?.href
  const head = cell?.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex]
  const at = head?.dataset.at
  if (learner && at) location.assign(`${learner.replace(/[?#].*/, '')}${at}`)
}

/** The box that a wide table scrolls in. Where there is more to a side, that edge fades and a line above says so, with
 *  a button for each direction; where all of it fits, it is no stop for the keyboard. Without JavaScript it only
 *  scrolls. */
export function HeatBox(props: {
  labels: { readonly more: string; readonly previous: string; readonly next: string }
  children: ReactNode
}) {
  const { labels, children } = props
  const box = useRef<HTMLElement>(null)
  const [room, setRoom] = useState<Room | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const look = () => {
      const end = element.scrollWidth - element.clientWidth
      setRoom({ before: element.scrollLeft > 1, after: element.scrollLeft < end - 1 })
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    element.addEventListener('click', openCell)
    return () => {
      observer.disconnect()
      element.removeEventListener('click', openCell)
      element.removeEventListener('scroll', look)
    }
  }, [])
  const scrolls = room === null || room.before || room.after
  /** A page is what stands beside the columns that stay. */
  const turn = (direction: 1 | -1) => {
    const element = box.current
    const stays = [...(element?.querySelectorAll<HTMLElement>('thead [data-stays]') ?? [])]
    const width = (element?.clientWidth ?? 0) - stays.reduce((sum, one) => sum + one.offsetWidth, 0)
    element?.scrollBy({ left: direction * Math.max(44, width) })
  }
  return (
    <div className="heat-frame" data-before={room?.before ?? false} data-after={room?.after ?? false}>
      {room && scrolls && (
        <p className="heat-turn">
          {labels.more}
          <button
            type="button"
            className="icon-button"
            aria-label={labels.previous}
            aria-disabled={!room.before}
            onClick={() => turn(-1)}
          >
            <Icon name="arrow-left" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={labels.next}
            aria-disabled={!room.after}
            onClick={() => turn(1)}
          >
            <Icon name="arrow-right" />
          </button>
        </p>
      )}
      <section className="heat-box" ref={box} aria-labelledby="heat" tabIndex={scrolls ? 0 : undefined}>
        {children}
      </section>
    </div>
  )
}
