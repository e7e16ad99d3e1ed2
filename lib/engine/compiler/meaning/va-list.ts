/** Types that the compiler itself provides. */
import { createArray, createRecord, ULONG, VOID_POINTER } from './ctype'
import { layoutRecord } from './layout'
import { K } from './syntax'

function vaListTag(): ReturnType<typeof createRecord> {
  const tag = createRecord(K.Struct, '__va_list_tag')
  const member = (name: string, type: typeof ULONG) => ({
    name,
    type,
    align: 0,
    width: -1,
    packed: false,
    at: 0,
  })
  layoutRecord(
    tag,
    [member('next', VOID_POINTER), member('reserved1', ULONG), member('reserved2', ULONG)],
    false,
    0,
  )
  return tag
}

/** `va_list`: an array of one struct of 24 bytes, whose first member points to the next argument. */
export const VA_LIST = createArray(vaListTag(), 1)
