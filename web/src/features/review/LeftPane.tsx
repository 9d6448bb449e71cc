import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Duty, Notice } from '../../api/client'
import { join, word } from '../../app/i18n'
import { gather } from '../../text/gather'
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
        {[...gather(found, problem => problem.message)].map(([message, same]) => (
          <Same key={message} same={same} severity={severity} characters={characters} onGo={onGo} />
        ))}
      </section>
    )
  })
}

/** So many places of one problem are shown at first. */
const FEW = 60

/** One problem, told once, with every place where it stands. */
function Same({ same, severity, characters, onGo }: ListProps & { same: Diagnostic[]; severity: keyof typeof SIGN }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(FEW)
  return (
    <div className="problem-group">
      <p className={severity}>
        <b aria-hidden>{SIGN[severity]}</b> {same[0]?.message} {same.length > 1 && <span className="count">{same.length}</span>}
      </p>
      {same[0]?.hint && <p className="quiet">{same[0].hint}</p>}
      {same.slice(0, shown).map(problem => (
        <button key={problem.code + problem.start} type="button" onClick={() => onGo(problem.start)}>
          <span lang="zh-CN">{quote(characters, problem)}</span>
        </button>
      ))}
      {same.length > shown && (
        <button type="button" onClick={() => setShown(shown + 10 * FEW)}>
          {t('review.moreOf', { n: same.length - shown })}
        </button>
      )}
    </div>
  )
}

/** The words at a place, cut where the list would break. */
function quote(characters: readonly string[], { start, end }: { start: number; end: number }): string {
  const words = characters.slice(start, Math.min(end, start + 40)).join('').trim()
  return (words || '¶') + (end > start + 40 ? '…' : '')
}

/** Duties without a figure: no targets, but seen. */
function Duties({ duties, characters, onGo }: ListProps & { duties: Duty[] }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(10 * FEW)
  if (duties.length === 0) return <p className="quiet pad">{t('review.noneDuties')}</p>
  return (
    <section className="problem-list">
      <p className="quiet pad">{t('review.dutiesHint')}</p>
      {duties.slice(0, shown).map(duty => (
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
      {duties.length > shown && (
        <button type="button" onClick={() => setShown(shown + 10 * FEW)}>
          {t('review.moreOf', { n: duties.length - shown })}
        </button>
      )}
    </section>
  )
}
