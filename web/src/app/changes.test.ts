import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { again, atMostEvery } from './changes'

describe('word of changes', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is acted on at once, and once more for all that came within the gap', () => {
    const run = vi.fn()
    const told = atMostEvery(1000, run)
    told.ask()
    expect(run).toHaveBeenCalledTimes(1)
    for (let n = 0; n < 50; n++) told.ask()
    expect(run).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1000)
    expect(run).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(5000)
    expect(run).toHaveBeenCalledTimes(2)
    told.ask()
    expect(run).toHaveBeenCalledTimes(3)
  })
  it('is forgotten when nobody listens any more', () => {
    const run = vi.fn()
    const told = atMostEvery(1000, run)
    told.ask()
    told.ask()
    told.stop()
    vi.advanceTimersByTime(5000)
    expect(run).toHaveBeenCalledTimes(1)
  })
  it('that does not come is made up for by asking often', () => {
    expect(again()).toBe(15_000)
  })
})
