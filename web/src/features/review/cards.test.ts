import { describe, expect, it } from 'vitest'
import type { Diagnostic, Target } from '../../api/client'
import { fits, problemsOf } from './cards'

const target = (id: string, over: object = {}, ...places: [number, number][]) =>
  ({ id, state: 'proposed', confidence: 'high', citations: places.map(([start, end]) => ({ start, end })), ...over }) as Target
const problem = (start: number, end: number, severity = 'warning') => ({ code: `${start}`, severity, start, end }) as Diagnostic

describe('problems of targets', () => {
  it('are those that touch one of its citations, each once', () => {
    const targets = [target('a', {}, [0, 10], [50, 60]), target('b', {}, [8, 20]), target('c', {}, [30, 40])]
    const found = problemsOf(targets, [problem(9, 55), problem(25, 30), problem(33, 34, 'note')])
    expect([...found].map(([id, problems]) => [id, problems.map(problem => problem.code)])).toEqual([
      ['a', ['9']],
      ['b', ['9']],
      ['c', ['9']],
    ])
    expect(problemsOf([target('c', {}, [30, 40])], [problem(25, 30), problem(40, 44)]).size).toBe(0)
    expect(problemsOf([target('c', { state: 'accepted' }, [30, 40])], [problem(30, 35)]).size).toBe(0)
  })
})

describe('filters of cards', () => {
  it('leave decided ones out of what is to be looked at', () => {
    const problems = new Map([['a', []]])
    expect(fits('problem', target('a'), problems)).toBe(true)
    expect(fits('low', target('a', { confidence: 'low' }), problems)).toBe(true)
    expect(fits('low', target('a', { confidence: 'low', state: 'accepted' }), problems)).toBe(false)
    expect(fits('open', target('a', { state: 'accepted' }), problems)).toBe(false)
    expect(fits('all', target('a', { state: 'dropped' }), problems)).toBe(true)
  })
})
