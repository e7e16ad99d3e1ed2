import type { LabLabels } from './settings'

export type ExampleGroup = {
  readonly title: string
  readonly programs: readonly { readonly file: string; readonly text: string }[]
}

/** Programs of the lessons, by topic. */
export function Examples(props: {
  groups: readonly ExampleGroup[]
  labels: LabLabels
  onChoose: (text: string) => void
}) {
  const { groups, labels, onChoose } = props
  const choose = (key: string) => {
    const [group = -1, place = -1] = key.split('.').map(Number)
    const chosen = groups[group]?.programs[place]
    if (chosen) onChoose(chosen.text)
  }
  return (
    <select aria-label={labels.examples} value="" onChange={(event) => choose(event.target.value)}>
      <option value="">{labels.chooseExample}</option>
      {groups.map(({ title, programs }, group) => (
        <optgroup key={title} label={title}>
          {programs.map(({ file }, place) => (
            <option key={file} value={`${group}.${place}`}>
              {file}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  )
}
