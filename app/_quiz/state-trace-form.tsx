'use client'

import { fill } from '@/app/_ui/fill'
import { Inline } from '@/app/_ui/inline'
import type { FormProps } from './form'
import { type Filled, Said, SlotButton, Things, verdictAt } from './slot-button'
import { stemId } from './stem-id'
import { useSlots } from './use-slots'

/** A table of states over time: a cell is chosen, then its state. */
export default function StateTraceForm(props: FormProps<'state-trace'>) {
  const { item, answer, revealed, isLocked, labels, onAnswer } = props
  const { rows, columns, states, given } = item
  const placed = answer?.placed ?? {}
  const filled: Filled = { things: states, placed, key: revealed?.placed ?? null, isLocked, labels }
  const cell = (row: string, column: string) => `${row}.${column}`
  const places = rows.flatMap((row) =>
    columns
      .map((column) => ({
        id: cell(row.id, column.id),
        text: fill(labels.traceCell, { row: row.text, column: column.text }),
      }))
      .filter(({ id }) => !(id in given)),
  )
  const slots = useSlots({
    places,
    things: states,
    placed,
    columns: places.length / rows.length,
    labels,
    onPlaced: (next) =>
      onAnswer(Object.keys(next).length === 0 ? null : { kind: 'state-trace', placed: next }),
  })
  const textOf = (id: string | undefined) => states.find((one) => one.id === id)?.text ?? ''
  return (
    <fieldset className="slots" ref={slots.root} aria-labelledby={stemId(item.id)}>
      <p className="options-help">{labels.traceHelp}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="trace-scroll" aria-label={labels.traceTable} tabIndex={0}>
        <table className="trace">
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  <Inline text={column.text} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Inline text={row.text} />
                </th>
                {columns.map((column) => {
                  const id = cell(row.id, column.id)
                  const place = places.find((one) => one.id === id)
                  if (!place)
                    return (
                      <td key={id} className="trace-given">
                        <Inline text={textOf(given[id])} />
                      </td>
                    )
                  const isWrong = verdictAt(filled, id) === 'wrong'
                  return (
                    <td key={id}>
                      <SlotButton
                        place={place}
                        slots={slots}
                        filled={filled}
                        shows="thing"
                        className="trace-cell"
                      >
                        {isWrong ? <s>{textOf(placed[id])}</s> : <Inline text={textOf(placed[id])} />}
                      </SlotButton>
                      {isWrong && <b className="trace-right">{textOf(filled.key?.[id])}</b>}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Things slots={slots} filled={filled} title={labels.traceStates} />
      <Said slots={slots} />
    </fieldset>
  )
}
