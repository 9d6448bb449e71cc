import { describe, expect, it } from 'vitest'
import { columnsOf, columnsText, firstColumns, frozen, frozenCount, lefts, moved, resized, toggled } from './columns'
import type { Definition } from './types'

const field = (code: string, kind: string, more = {}) => ({ code, name: { zh: code }, kind, ...more })
const definition = {
  title: 'number',
  field: [field('task', 'choice'), field('number', 'text'), field('note', 'long-text'), field('hidden', 'text', { list: false }), field('old', 'text', { retired: true }), field('photos', 'files')],
} as unknown as Definition
const codes = (columns: { code: string }[] | null) => columns?.map(column => column.code)

describe('columns', () => {
  it('begin with the title, unit and state, and what the definition lists', () => {
    expect(codes(firstColumns(definition))).toEqual(['number', 'unit', 'state', 'task'])
  })
  it('begin with what lapses, wherever the form asks for it', () => {
    const lapsing = { ...definition, field: [...definition.field, field('valid_until', 'date')], expiry: [{ field: 'valid_until', warn_days: 30, name: { zh: '换证' } }] }
    expect(codes(firstColumns(lapsing))).toEqual(['number', 'unit', 'state', 'valid_until', 'task'])
  })
  it('go into an address and come back', () => {
    const columns = resized(firstColumns(definition), 'task', 333.4)
    expect(columnsText(columns)).toContain('task.333')
    expect(columnsOf(definition, columnsText(columns))).toEqual(columns)
  })
  it('let go what is unknown, and keep the title in front', () => {
    expect(codes(columnsOf(definition, 'task.90,gone.10,changed'))).toEqual(['number', 'task', 'changed'])
    expect([columnsOf(definition, 'gone'), columnsOf(definition, undefined)]).toEqual([null, null])
  })
  it('are moved, shown and hidden, but for the title', () => {
    const columns = firstColumns(definition)
    expect(codes(moved(columns, 'task', 'unit'))).toEqual(['number', 'task', 'unit', 'state'])
    expect(codes(moved(columns, 'unit', null))).toEqual(['number', 'state', 'task', 'unit'])
    expect(codes(moved(columns, 'number', null))).toEqual(codes(columns))
    expect(codes(moved(columns, 'task', 'number'))).toEqual(['number', 'task', 'unit', 'state'])
    expect(codes(toggled(definition, columns, 'task'))).toEqual(['number', 'unit', 'state'])
    expect(codes(toggled(definition, columns, 'hidden'))).toEqual(['number', 'unit', 'state', 'task', 'hidden'])
    expect(codes(toggled(definition, columns, 'number'))).toEqual(codes(columns))
  })
  it('stay in view from the first on, and go on staying when they are moved', () => {
    const columns = frozen(firstColumns(definition), 2)
    expect(columnsText(columns)).toMatch(/^number\.\d+,unit\.\d+!,state\.\d+!,task\.\d+$/)
    expect(columnsOf(definition, columnsText(columns))).toEqual(columns)
    expect(moved(columns, 'task', 'unit').map(column => !!column.isFrozen)).toEqual([false, true, true, false])
    expect(frozenCount(toggled(definition, columns, 'unit'))).toBe(1)
    expect(frozenCount(toggled(definition, columns, 'task'))).toBe(2)
    expect(lefts(columns, 36)).toEqual([36, 36 + columns[0]!.width, 36 + columns[0]!.width + columns[1]!.width, undefined])
  })
  it('are neither too narrow nor too wide', () => {
    expect(resized(firstColumns(definition), 'task', 1)[3]?.width).toBe(60)
    expect(columnsOf(definition, 'task.9999')?.[1]?.width).toBe(600)
  })
})
