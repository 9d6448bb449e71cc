/** Brings the place of a character into view on the paper. */
export function goTo(start: number) {
  const at = (element: HTMLElement, name: 'at' | 'from') => Number(element.dataset[name])
  const lines = [...document.querySelectorAll<HTMLElement>('.paper [data-at]')]
  const line = lines.filter(line => at(line, 'at') <= start).at(-1) ?? lines[0]
  const runs = [...(line?.querySelectorAll<HTMLElement>('[data-from]') ?? [])]
  const run = runs.filter(run => at(run, 'from') <= start).at(-1)
  const place = run ?? line
  place?.scrollIntoView({ block: 'center' })
}
