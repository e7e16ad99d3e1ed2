import { expect, test } from 'vitest'
import { catalog } from './catalog'
import { concepts } from './concept'
import { courseGraph } from './course-graph'

const { lessons } = catalog()
const graph = courseGraph(lessons)

test('every lesson stands to the right of those that it needs, with room of its own', () => {
  expect(graph.nodes.map(({ slug }) => slug).sort()).toEqual(lessons.map(({ slug }) => slug).sort())
  const at = new Map(graph.nodes.map((node) => [node.slug, node]))
  for (const { slug, after } of lessons)
    for (const before of after) expect(at.get(before)?.column).toBeLessThan(at.get(slug)?.column ?? 0)
  for (const one of graph.nodes)
    for (const other of graph.nodes)
      if (one !== other && one.column === other.column)
        expect(Math.abs(one.y - other.y)).toBeGreaterThan(0.999)
})

test('every line goes from its lesson to the next through each column between, and through no other lesson', () => {
  const drawn = graph.edges.map(({ from, to }) => `${from} ${to}`).sort()
  expect(drawn).toEqual(lessons.flatMap(({ slug, after }) => after.map((one) => `${one} ${slug}`)).sort())
  for (const { from, to, stations } of graph.edges) {
    const [first, last] = [stations[0], stations.at(-1)]
    expect(stations.map(({ column }) => column)).toEqual(
      Array.from({ length: stations.length }, (_, i) => (first?.column ?? 0) + i),
    )
    expect(graph.nodes).toContainEqual({ slug: from, column: first?.column, y: first?.y })
    expect(graph.nodes).toContainEqual({ slug: to, column: last?.column, y: last?.y })
    for (const { column, y, lane } of stations.slice(0, -1)) {
      expect(lane).toBeLessThan(Math.max(1, graph.lanes[column] ?? 0))
      for (const node of graph.nodes)
        if (node.column === column && node.slug !== from)
          expect(Math.abs(node.y - y)).toBeGreaterThanOrEqual(0.7)
    }
  }
})

test('one lesson, none, and lessons that name what is not there are drawn', () => {
  expect(courseGraph([{ slug: 'a', after: ['gone'] }])).toMatchObject({ columns: 1, rows: 1, edges: [] })
  expect(courseGraph([])).toMatchObject({ nodes: [], columns: 0 })
})

test('what a concept needs is taught in its lesson or in one that stands before it', () => {
  const taughtIn = new Map<string, number>()
  for (const [at, { itemIds }] of lessons.entries())
    for (const id of itemIds) {
      const concept = id.split('.', 1)[0] ?? ''
      if (!taughtIn.has(concept)) taughtIn.set(concept, at)
    }
  const early = [...concepts().values()].flatMap(({ id, needs }) => {
    const own = taughtIn.get(id)
    return needs
      .filter((one) => own !== undefined && (taughtIn.get(one) ?? -1) > own)
      .map((one) => `${id} ${one}`)
  })
  expect(early).toEqual([])
  expect([...concepts().values()].filter(({ needs }) => needs.length > 0).length).toBeGreaterThan(80)
})
