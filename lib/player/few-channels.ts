import type { ChannelView, MachineView, OpenFileView } from '@/lib/engine'

/** Channels that a figure draws with all that is in them; of more it draws one, and the others go by their names. */
const MOST = 4

/** A machine with few enough channels to be drawn, and all of them where some are left out.
 *  @param wanted the id of one that a reader has chosen; where there is none, the first at which a task waits, else the first
 *    that holds something, is drawn */
export function fewChannels(
  view: MachineView,
  wanted: number | null,
): { readonly view: MachineView; readonly all: readonly ChannelView[]; readonly shown: number | null } {
  const { channels } = view
  if (channels.length <= MOST) return { view, all: [], shown: null }
  const waitedAt = ({ name }: ChannelView) => view.tasks.some(({ blocked }) => blocked?.object === name)
  const shown =
    channels.find(({ id }) => id === wanted) ??
    channels.find(waitedAt) ??
    channels.find(({ length }) => length > 0) ??
    channels[0]
  const isDrawn = ({ reads, writes }: OpenFileView) =>
    (reads === null && writes === null) || reads === shown?.id || writes === shown?.id
  return {
    view: {
      ...view,
      channels: channels.filter((channel) => channel === shown),
      openFiles: view.openFiles.filter(isDrawn),
    },
    all: channels,
    shown: shown?.id ?? null,
  }
}
