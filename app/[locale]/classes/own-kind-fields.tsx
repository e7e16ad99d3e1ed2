import { fill } from '@/app/_ui/fill'
import { Icon } from '@/app/_ui/icon'
import { blanksIn, type Draft, type DraftOption, MAX_BLANKS, OPTIONS } from '@/lib/own-item/draft'
import type { OwnFault } from '@/lib/own-item/fault'
import { FaultLine, fieldId, OwnField, type OwnLabels } from './own-field'

type Props = {
  draft: Draft
  change: (over: Partial<Draft>) => void
  faults: readonly OwnFault[]
  labels: OwnLabels
}

/** The fields of a draft's kind. */
export function KindFields(props: Props) {
  switch (props.draft.kind) {
    case 'choice':
    case 'multi':
    case 'possible-outputs':
      return <OptionFields {...props} />
    case 'numeric':
      return <NumberFields {...props} />
    case 'cloze':
      return <GapFields {...props} />
    case 'predict':
      return null
  }
}

function NumberFields({ draft, change, faults, labels }: Props) {
  const field = (name: 'value' | 'tolerance' | 'unit') => (
    <OwnField
      field={name}
      label={labels[name]}
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
      faults={faults}
      labels={labels}
    />
  )
  return (
    <div className="own-row">
      {field('value')}
      {field('tolerance')}
      {field('unit')}
    </div>
  )
}

function GapFields({ draft, change, faults, labels }: Props) {
  const blanks = [...new Set(blanksIn(draft.text))].slice(0, MAX_BLANKS)
  return (
    <>
      <OwnField
        field="text"
        rows={4}
        label={labels.text}
        help={labels.kindHelp.cloze}
        value={draft.text}
        onChange={(text) => change({ text })}
        faults={faults}
        labels={labels}
      />
      {blanks.map((id) => (
        <OwnField
          key={id}
          field={`blanks.${id}`}
          rows={2}
          label={fill(labels.blank, { blank: `{${id}}` })}
          value={draft.blanks[id] ?? ''}
          onChange={(forms) => change({ blanks: { ...draft.blanks, [id]: forms } })}
          faults={faults}
          labels={labels}
        />
      ))}
    </>
  )
}

function OptionFields({ draft, change, faults, labels }: Props) {
  const isOutput = draft.kind === 'possible-outputs'
  const set = (place: number, over: Partial<DraftOption>) => {
    const options = draft.options.map((option, i) => {
      if (i === place) return { ...option, ...over }
      // Of one right option there is one.
      return draft.kind === 'choice' && over.isRight ? { ...option, isRight: false } : option
    })
    change({ options })
  }
  return (
    <fieldset className="own-options" id={fieldId('options')} tabIndex={-1}>
      <legend>{isOutput ? labels.outputs : labels.options}</legend>
      {isOutput && <p className="field-help">{labels.outputsHelp}</p>}
      <FaultLine field="options" faults={faults} labels={labels} />
      {draft.options.map((option, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place until it is saved
        <div key={i} className="own-option">
          <OwnField
            field={`options.${i}.text`}
            rows={isOutput ? 2 : 1}
            code={isOutput}
            label={fill(isOutput ? labels.output : labels.option, { n: i + 1 })}
            value={option.text}
            onChange={(text) => set(i, { text })}
            faults={faults}
            labels={labels}
          />
          <OwnField
            field={`options.${i}.feedback`}
            label={labels.optionFeedback}
            value={option.feedback}
            onChange={(feedback) => set(i, { feedback })}
            faults={faults}
            labels={labels}
          />
          <div className="own-option-foot">
            {!isOutput && (
              <label className="own-right">
                <input
                  type={draft.kind === 'choice' ? 'radio' : 'checkbox'}
                  name={draft.kind === 'choice' ? 'right' : undefined}
                  checked={option.isRight}
                  onChange={(event) => set(i, { isRight: event.currentTarget.checked })}
                />
                {labels.isRight}
                <span className="visually-hidden">: {fill(labels.option, { n: i + 1 })}</span>
              </label>
            )}
            {draft.options.length > OPTIONS.least && (
              <button
                type="button"
                className="button button-small"
                aria-label={fill(labels.removeOption, { n: i + 1 })}
                onClick={() => change({ options: draft.options.filter((_, at) => at !== i) })}
              >
                <Icon name="cross" />
              </button>
            )}
          </div>
        </div>
      ))}
      {draft.options.length < OPTIONS.most && (
        <button
          type="button"
          className="button button-small"
          onClick={() => change({ options: [...draft.options, { text: '', isRight: false, feedback: '' }] })}
        >
          {labels.addOption}
        </button>
      )}
    </fieldset>
  )
}
