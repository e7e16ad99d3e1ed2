import { renderToReadableStream } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { FormProps } from './form'
import { lateForm } from './late-form'

function Shown({ item }: FormProps<'tree'>) {
  return <fieldset>{item.stem.repeat(200)}</fieldset>
}

test('the server draws a form in its place in the page, however long the page is', async () => {
  const Late = lateForm<'tree'>(async () => ({ default: Shown }))
  const props = { item: { stem: 'Which one? ' } } as FormProps<'tree'>
  const page = await renderToReadableStream(
    <main>
      <p>{'words '.repeat(20_000)}</p>
      <Late {...props} />
    </main>,
  )
  await page.allReady
  const html = await new Response(page).text()
  expect(html).toContain('<fieldset>Which one?')
  // What stands in a template is moved to its place by a script.
  expect(html).not.toContain('<template')
  expect(html).not.toContain('<script')
})
