'use client'

import { type ComponentType, useState } from 'react'
import type { ReportProps } from './report-form'

/** Where a learner says what is wrong with an item. The form is fetched when it is opened. */
export function Report(props: ReportProps) {
  const { labels } = props
  const [Form, setForm] = useState<ComponentType<ReportProps> | 'missing' | null>(null)
  const fetchForm = () =>
    import('./report-form').then(
      ({ ReportForm }) => setForm(() => ReportForm),
      () => setForm('missing'),
    )
  return (
    <details
      className="report"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open && (Form === null || Form === 'missing')) fetchForm()
      }}
    >
      <summary>{labels.report}</summary>
      {Form === 'missing' && <p role="status">{labels.reportMissing}</p>}
      {Form !== null && Form !== 'missing' && <Form {...props} />}
    </details>
  )
}
