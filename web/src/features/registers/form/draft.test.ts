import { expect, it } from 'vitest'
import type { Definition, RecordView } from '../data/types'
import { blank, enteredOf, order, valuesOf } from './draft'

const definition = {
  title: 'number',
  field: [
    { code: 'task', name: { zh: '' }, kind: 'choice', default: 'existing' },
    { code: 'number', name: { zh: '' }, kind: 'text' },
    { code: 'old', name: { zh: '' }, kind: 'text', retired: true },
    { code: 'photos', name: { zh: '' }, kind: 'files' },
  ],
} as unknown as Definition

it('begins with defaults, what the link brings, and the unit of the last record', () => {
  expect(blank(definition, { task: ['new'] }, 'u')).toEqual({ unit: ['u'], task: ['new'] })
  expect(blank(definition, {}, undefined)).toEqual({ task: ['existing'] })
})

it('puts title and unit first and leaves out what is not asked for', () => {
  expect(order(definition)).toEqual(['number', 'unit', 'sector', 'task', 'photos'])
  expect(order({ ...definition, sector: 'fire' })).toEqual(['number', 'unit', 'task', 'photos'])
})

it('sends a cleared field as empty, and no unit when the site gives it', () => {
  expect(enteredOf({ unit: [], number: ['A1'], task: [' '] })).toEqual({ unit: undefined, sector: undefined, fields: { number: ['A1'], task: [] } })
})

it('takes the unit and sector of a record as values', () => {
  const record = { values: { number: ['1'] }, unit_id: 'u', sector: null } as unknown as RecordView
  expect(valuesOf(record)).toEqual({ number: ['1'], unit: ['u'] })
})
