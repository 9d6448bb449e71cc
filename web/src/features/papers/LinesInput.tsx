import { Checkbox, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { named } from '../registers/text/named'
import { Answer } from './Answer'
import type { Ask, PaperLine } from './data'

interface Props {
  /** What is asked of each. */
  asks: Ask[]
  lines: PaperLine[]
  /** Those on the paper, in the order of its table. */
  chosen: PaperLine[]
  most: number
  hint: string
  wrong: Record<string, string>
  valueOf: (line: PaperLine, ask: Ask) => string
  onTick: (line: PaperLine, isOn: boolean) => void
  onAnswer: (line: PaperLine, ask: Ask, value: string) => void
}

/** The hazards of one party: each that is ticked is a line of the paper, with what is asked of it. */
export function LinesInput({ asks, lines, chosen, most, hint, wrong, valueOf, onTick, onAnswer }: Props) {
  const { t, i18n } = useTranslation()
  return (
    <fieldset className="paper-lines">
      <legend>{t('papers.lines.title')}</legend>
      <p className="quiet">{hint}</p>
      {lines.map((line, n) => {
        const place = chosen.indexOf(line) + 1
        return (
          <div key={line.id} className="paper-line">
            <Checkbox checked={place > 0} disabled={n === 0 || (!place && chosen.length >= most)} onChange={event => onTick(line, event.target.checked)}>
              <span lang="zh-CN">
                {line.spot}：{line.problem}
              </span>
            </Checkbox>
            <Told line={line} />
            {place > 0 &&
              asks.map(ask => {
                const label = t('papers.lines.of', { n: place, name: named(ask.name, i18n.language) })
                const problem = wrong[`${place}.${ask.code}`]
                return (
                  <Form.Item key={ask.code} label={label} required={ask.required} validateStatus={problem ? 'error' : undefined} help={problem}>
                    <Answer ask={ask} label={label} value={valueOf(line, ask)} onChange={value => onAnswer(line, ask, value)} />
                  </Form.Item>
                )
              })}
          </div>
        )
      })}
    </fieldset>
  )
}

/** What is known of a line before somebody ticks it. */
function Told({ line }: { line: PaperLine }) {
  const { t } = useTranslation()
  const result = line.result && t(`papers.results.${line.result as 'done'}`)
  const told = [line.due && t('papers.lines.due', { day: line.due }), line.earlier && t('papers.lines.earlier', { number: line.earlier }), result && t('papers.lines.last', { result })]
  return (
    <div className="quiet" lang="zh-CN">
      {told.filter(Boolean).join('　')}
    </div>
  )
}
