/** The course as a graph: lessons from left to right after what they need, and the lines between them. Pure. */

/** A lesson as its place in the graph needs it. */
export type GraphLesson = { readonly slug: string; readonly after: readonly string[] }

/** Where a lesson stands: columns count from 0 on the left, `y` is the middle of its row, in rows from 0 at the top. */
export type GraphNode = { readonly slug: string; readonly column: number; readonly y: number }

/** A line from a lesson to one that needs it. It leaves a column at the `y` of each of its stations and turns in the gap after
 *  the column, in the lane that its source has there. */
export type GraphEdge = {
  readonly from: string
  readonly to: string
  readonly stations: readonly { readonly column: number; readonly y: number; readonly lane: number }[]
}

export type CourseGraph = {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly columns: number
  readonly rows: number
  /** How many lanes the gap after each column has. */
  readonly lanes: readonly number[]
}

/** A lesson, or a place in a column that a long line passes through. */
type Place = { readonly key: string; readonly column: number; readonly isLesson: boolean; y: number }
type Link = { readonly from: Place; readonly to: Place }

/** How far apart two neighbours of a column stand, in rows: a line that passes needs less room than a lesson. */
const ROOM = { lesson: 1, line: 0.5 }
/** Rows are divided in so many, so that lines which nearly meet do meet. */
const GRID = 4
const SWEEPS = 12

/** Lays the lessons out in layers, so that every line goes to the right and around the lessons between (Sugiyama, Tagawa and
 *  Toda, Methods for Visual Understanding of Hierarchical System Structures, 1981). The same lessons give the same picture.
 *  @param lessons each after those that it names; what is named and not there is left out */
export function courseGraph(lessons: readonly GraphLesson[]): CourseGraph {
  const columnOf = depths(lessons)
  const { places, links, routes } = throughColumns(lessons, columnOf)
  const columns = byColumn(places)
  const beside = neighbours(links)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const order = sweep % 2 === 0 ? columns : [...columns].reverse()
    for (const column of order) settle(column, beside, sweep % 2 === 0 ? 'before' : 'after')
  }
  const top = Math.min(...places.map(({ y }) => y))
  for (const column of columns)
    for (const [i, place] of column.entries()) {
      const last = column[i - 1]
      const least = last ? last.y + (roomOf(last) + roomOf(place)) / 2 : 0
      place.y = Math.max(Math.round((place.y - top) * GRID) / GRID, least)
    }
  const lanes = columns.map((column) => lanesOf(column, beside))
  return {
    nodes: places.filter(({ isLesson }) => isLesson).map(({ key, column, y }) => ({ slug: key, column, y })),
    edges: routes.map(({ from, to, through }) => ({
      from,
      to,
      stations: through.map((place) => ({
        column: place.column,
        y: place.y,
        lane: lanes[place.column]?.indexOf(place) ?? 0,
      })),
    })),
    columns: columns.length,
    rows: Math.max(-1, ...places.map(({ y }) => y)) + 1,
    lanes: lanes.map(({ length }) => length),
  }
}

/** How many lessons stand before each on its longest way. */
function depths(lessons: readonly GraphLesson[]): ReadonlyMap<string, number> {
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]))
  const known = new Map<string, number>()
  const depth = (slug: string): number => {
    const found = known.get(slug)
    if (found !== undefined) return found
    const before = (bySlug.get(slug)?.after ?? []).filter((one) => bySlug.has(one))
    const own = before.length === 0 ? 0 : 1 + Math.max(...before.map(depth))
    known.set(slug, own)
    return own
  }
  for (const { slug } of lessons) depth(slug)
  return known
}

type Route = { readonly from: string; readonly to: string; readonly through: readonly Place[] }

/** Lines that span several columns get a place in each that they cross. */
function throughColumns(lessons: readonly GraphLesson[], columnOf: ReadonlyMap<string, number>) {
  const at = new Map<string, Place>()
  const places: Place[] = []
  const add = (key: string, column: number, isLesson: boolean): Place => {
    const place = { key, column, isLesson, y: places.filter((one) => one.column === column).length }
    places.push(place)
    return place
  }
  for (const { slug } of lessons) at.set(slug, add(slug, columnOf.get(slug) ?? 0, true))
  const links: Link[] = []
  const routes: Route[] = []
  for (const { slug, after } of lessons)
    for (const before of after) {
      const [from, to] = [at.get(before), at.get(slug)]
      if (!from || !to) continue
      const through = [from]
      for (let column = from.column + 1; column < to.column; column++) {
        // Lines of one lesson run together as long as they can.
        const key = `${before} ${column}`
        const place = at.get(key) ?? add(key, column, false)
        at.set(key, place)
        through.push(place)
      }
      for (const [i, place] of [...through.slice(1), to].entries()) {
        const last = through[i]
        if (last && !links.some((link) => link.from === last && link.to === place))
          links.push({ from: last, to: place })
      }
      routes.push({ from: before, to: slug, through: [...through, to] })
    }
  return { places, links, routes }
}

function byColumn(places: readonly Place[]): Place[][] {
  const count = Math.max(0, ...places.map(({ column }) => column + 1))
  return Array.from({ length: count }, (_, column) => places.filter((place) => place.column === column))
}

type Beside = ReadonlyMap<Place, { readonly before: readonly Place[]; readonly after: readonly Place[] }>

function neighbours(links: readonly Link[]): Beside {
  const found = new Map<Place, { before: Place[]; after: Place[] }>()
  const of = (place: Place) => {
    const own = found.get(place) ?? { before: [], after: [] }
    found.set(place, own)
    return own
  }
  for (const { from, to } of links) {
    of(from).after.push(to)
    of(to).before.push(from)
  }
  return found
}

/** Puts a column in the order of its neighbours' middles and as near to them as the room allows. */
function settle(column: Place[], beside: Beside, side: 'before' | 'after'): void {
  const wanted = new Map(
    column.map((place) => {
      const near = beside.get(place)?.[side] ?? []
      return [place, near.length === 0 ? place.y : near.reduce((sum, { y }) => sum + y, 0) / near.length]
    }),
  )
  const want = (place: Place) => wanted.get(place) ?? 0
  column.sort((a, b) => want(a) - want(b) || a.y - b.y || (a.key < b.key ? -1 : 1))
  let least = Number.NEGATIVE_INFINITY
  let drift = 0
  for (const [i, place] of column.entries()) {
    const last = column[i - 1]
    if (last) least = last.y + (roomOf(last) + roomOf(place)) / 2
    place.y = Math.max(want(place), least)
    drift += place.y - want(place)
  }
  // What was pushed down is pushed back by half: the column stays about where its neighbours are.
  for (const place of column) place.y -= drift / Math.max(1, column.length)
}

function roomOf({ isLesson }: Place): number {
  return isLesson ? ROOM.lesson : ROOM.line
}

/** Those of a column whose lines turn in the gap after it, from top to bottom, each with a lane of its own. */
function lanesOf(column: readonly Place[], beside: Beside): Place[] {
  return column.filter((place) => beside.get(place)?.after.some(({ y }) => y !== place.y))
}
