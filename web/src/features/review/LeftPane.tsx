import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Duty, Notice } from '../../api/client'
import { join, word } from '../../app/i18n'
import { Outline } from '../live/Outline'

export type LeftTab = 'problems' | 'duties' | 'outline'

interface Props {
  notice: Notice
  characters: readonly string[]
  tab: LeftTab
  onTab: (tab: LeftTab) => void
  onGo: (start: number) => void
}

export function LeftPane({ notice, characters, tab, onTab, onGo }: Props) {
  const { t } = useTranslation()
  const counted = (words: string, n: number) => (
    <>
      {words} <span className="count">{n}</span>
    </>
  )
  return (
    <>
      <Segmented<LeftTab>
        block
        value={tab}
        onChange={onTab}
        options={[
          { value: 'problems', label: counted(t('review.problems'), notice.diagnostics.length) },
          { value: 'duties', label: counted(t('review.duties'), notice.duties.length) },
          { value: 'outline', label: t('review.outline') },
        ]}
      />
      {tab === 'problems' && <Problems problems={notice.diagnostics} characters={characters} onGo={onGo} />}
      {tab === 'duties' && <Duties duties={notice.duties} characters={characters} onGo={onGo} />}
      {tab === 'outline' && <Outline notice={notice} characters={characters} onGo={onGo} />}
    </>
  )
}

const SEVERITIES = ['error', 'warning', 'note'] as const
const SIGN = { error: '✕', warning: '!', note: '·' }

interface ListProps {
  characters: readonly string[]
  onGo: (start: number) => void
}

/** Problems of the text, the weighty ones first, the same ones together; a click goes to the place. */
function Problems({ problems, characters, onGo }: ListProps & { problems: Diagnostic[] }) {
  const { t } = useTranslation()
  if (problems.length === 0) return <p className="quiet pad">{t('review.noneProblems')}</p>
  return SEVERITIES.map(severity => {
    const found = problems.filter(problem => problem.severity === severity)
    if (found.length === 0) return null
    return (
      <section key={severity} className="problem-list">
        <h2>
          {word(t, 'severity', severity)} <span className="count">{found.length}</span>
        </h2>
        {[...together(found)].map(([message, same]) => (
          <div key={message} className="problem-group">
            <p className={severity}>
              <b aria-hidden>{SIGN[severity]}</b> {message} {same.length > 1 && <span className="count">{same.length}</span>}
            </p>
            {same[0]?.hint && <p className="quiet">{same[0].hint}</p>}
            {same.map(problem => (
              <button key={problem.code + problem.start} type="button" onClick={() => onGo(problem.start)}>
                <span lang="zh-CN">{quote(characters, problem)}</span>
              </button>
            ))}
          </div>
        ))}
      </section>
    )
  })
}

function together(problems: Diagnostic[]): Map<string, Diagnostic[]> {
  const found = new Map<string, Diagnostic[]>()
  for (const problem of problems) found.set(problem.message, [...(found.get(problem.message) ?? []), problem])
  return found
}

/** The words at a place, cut where the list would break. */
function quote(characters: readonly string[], { start, end }: { start: number; end: number }): string {
  const words = characters.slice(start, Math.min(end, start + 40)).join('').trim()
  return (words || '¶') + (end > start + 40 ? '…' : '')
}

/** Duties without a figure: no targets, but seen. */
function Duties({ duties, characters, onGo }: ListProps & { duties: Duty[] }) {
  const { t } = useTranslation()
  if (duties.length === 0) return <p className="quiet pad">{t('review.noneDuties')}</p>
  return (
    <section className="problem-list">
      <p className="quiet pad">{t('review.dutiesHint')}</p>
      {duties.map(duty => (
        <button key={duty.start} type="button" onClick={() => onGo(duty.start)}>
          <span lang="zh-CN">
            <b>{duty.path}</b> {quote(characters, duty)}
          </span>
          {duty.units.length > 0 && (
            <span className="quiet" lang="zh-CN">
              {join(t, duty.units)}
            </span>
          )}
        </button>
      ))}
    </section>
  )
}
