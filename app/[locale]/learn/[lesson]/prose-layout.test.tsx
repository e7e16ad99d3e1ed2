import type { ReactNode } from 'react'
import { createElement as h } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { type BlockKind, type FactProps, LessonBody } from './prose-layout'

const Sim = ({ id }: { id: string }) => h('i', { id })
const Predict = ({ id }: { id: string }) => h('u', { id })
const Figure = ({ id }: { id: string }) => h('b', { id })
const Fact = ({ id, continued, children }: FactProps) => h('q', { id: continued ? undefined : id }, children)
const KINDS = new Map<unknown, BlockKind>([
  ['h2', 'heading'],
  [Sim, 'stage'],
  [Predict, 'predict'],
  [Figure, 'figure'],
])

test('a simulator stands between what leads to it and what follows from it', () => {
  expect(shape(title('a'), 'before', sim('s'), 'after')).toBe('[h2 before | s | after]')
})

test('the next prediction opens the next scene', () => {
  expect(shape(title('a'), predict('p'), sim('s'), 'after', predict('r'), sim('t'))).toBe(
    '[h2 p | s | after] [r | t | ]',
  )
})

test('two simulators in a row share a scene, and words between them part them', () => {
  expect(shape(title('a'), sim('s'), sim('t'))).toBe('[h2 | s t | ]')
  expect(shape(title('a'), sim('s'), 'between', sim('t'))).toBe('[h2 | s | between] [ | t | ]')
})

test('a drawing takes the place of a simulator where none stands', () => {
  expect(shape(title('a'), 'before', figure('f'), 'after')).toBe('[h2 before | f | after]')
  expect(shape(title('a'), 'before', figure('f'), sim('s'))).toBe('[h2 before f | s | ]')
})

test('a marked passage that goes over two scenes has its id once', () => {
  const passage = h(Fact, { id: 'S01', key: 'f' }, [
    text('one'),
    sim('s'),
    text('two'),
    sim('t'),
    text('three'),
  ])
  const html = render([title('a'), passage])
  expect(html.match(/id="S01"/g)).toHaveLength(1)
  expect(html.match(/<q/g)!.length).toBeGreaterThan(2)
})

test('words and figures keep the order in which they were written', () => {
  const html = render([title('a'), text('one'), sim('s'), text('two'), predict('p'), sim('t'), text('three')])
  const places = ['one', 'id="s"', 'two', 'id="p"', 'id="t"', 'three'].map((word) => html.indexOf(word))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
})

function title(id: string): ReactNode {
  return h('h2', { id, key: id }, 'h2')
}
function text(words: string): ReactNode {
  return h('p', { key: words }, words)
}
function sim(id: string): ReactNode {
  return h(Sim, { id, key: id })
}
function predict(id: string): ReactNode {
  return h(Predict, { id, key: id })
}
function figure(id: string): ReactNode {
  return h(Figure, { id, key: id })
}

function render(tree: ReactNode[]): string {
  const kindOf = (element: { type: unknown }) => KINDS.get(element.type) ?? 'prose'
  return renderToStaticMarkup(h(LessonBody, { tree, kindOf, Fact, lead: null }))
}

/** Scenes as `[before | figures | after]`. */
function shape(...blocks: ReactNode[]): string {
  const html = render(blocks.map((block) => (typeof block === 'string' ? text(block) : block)))
  const words = (part: string) =>
    [...part.matchAll(/id="(\w)"><\/(?:i|u|b)>|>(\w+)<\/(?:p|h2)>/g)].map((m) => m[1] ?? m[2]).join(' ')
  return html
    .split(/<div class="scene[^-"]*(?:-plain|-wide)?">/)
    .slice(1)
    .map((scene) => {
      const part = (name: string) => scene.split(`scene-${name}"`)[1]?.split(/<div class="scene-/)[0] ?? ''
      return `[${words(part('before'))} | ${words(part('stage'))} | ${words(part('after'))}]`
    })
    .join(' ')
}
