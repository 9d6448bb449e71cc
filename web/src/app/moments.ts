// Moments as clocks in China show them, wherever the browser is: deadlines, papers and reports go by that day.
const zone = { timeZone: 'Asia/Shanghai' }

/** 2026-03-05 14:07:09 of the instant that the server tells. */
export const secondOf = (instant: string) => new Date(instant).toLocaleString('sv', zone)

/** 2026-03-05 14:07. */
export const minuteOf = (instant: string) => secondOf(instant).slice(0, 16)

/** 2026-03-05. */
export const dayOf = (instant: string) => secondOf(instant).slice(0, 10)
