import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '../registers/data/types'
import { AlikeLists } from './AlikeLists'
import { DecisionDialog, ExtensionDialog } from './ExtensionDialogs'
import { hazardOf, type Extension, type Hazard, type Judgement, type Term } from './data'
import { JudgeDialog } from './JudgeDialog'
import { useProposalWords } from './useProposalWords'

type Open = 'extension' | 'decision' | 'judgement'

/** How a hazard stands to its deadline, how that moved, how its level was judged, and what may be done about it. */
export function Decisions({ record }: { record: RecordView }) {
  const { t } = useTranslation()
  const found = useQuery(hazardOf(record.id))
  const [open, setOpen] = useState<Open>()
  const hazard = found.data
  if (!hazard) return null
  const close = () => setOpen(undefined)
  const pending = hazard.extensions.find(one => one.verdict === 'pending')
  return (
    <section className="sheet side decisions" aria-label={t('hazards.decisions')}>
      <h2>
        {t('hazards.decisions')}
        <span className="grow" />
        <Link to="/hazards/rules" className="no-print">
          {t('hazards.rules.title')}
        </Link>
      </h2>
      <Standing hazard={hazard} />
      <div className="moves no-print" role="group" aria-label={t('hazards.decisions')}>
        {hazard.may_ask && <Button onClick={() => setOpen('extension')}>{t('hazards.extension.ask')}</Button>}
        {hazard.may_decide && (
          <Button type="primary" onClick={() => setOpen('decision')}>
            {t('hazards.extension.decide')}
          </Button>
        )}
        {hazard.may_judge && <Button onClick={() => setOpen('judgement')}>{t('hazards.judge.open')}</Button>}
      </div>
      {(hazard.repeats.length > 0 || hazard.twins.length > 0) && <AlikeLists record={record} hazard={hazard} />}
      {hazard.extensions.length > 0 && <Extensions hazard={hazard} />}
      {hazard.judgements.length > 0 && <Judgements hazard={hazard} />}
      {open === 'extension' && <ExtensionDialog record={record} hazard={hazard} onClose={close} />}
      {open === 'decision' && pending && <DecisionDialog record={record} extension={pending} names={hazard.names} onClose={close} />}
      {open === 'judgement' && <JudgeDialog record={record} hazard={hazard} onClose={close} />}
    </section>
  )
}

function Standing({ hazard }: { hazard: Hazard }) {
  const { t } = useTranslation()
  const { timing, set_by: setter } = hazard
  const state = timing.state === 'in-time' && timing.days === 0 ? 'today' : timing.state
  const mark = timing.state === 'overdue' || timing.state === 'done-late' ? 'lapse over' : 'lapse done'
  return (
    <ul className="plain">
      <li>
        <span className={mark}>{t(`hazards.timing.${state as 'done'}`, { n: timing.days ?? 0 })}</span>
      </li>
      {setter && hazard.names[setter] && <li lang="zh-CN">{t('hazards.setBy', { name: hazard.names[setter] })}</li>}
      {hazard.may_ask && <TermLine term={hazard.ask_by} words="askBy" />}
      {hazard.may_ask && hazard.last_day && <li className="quiet">{t('hazards.lastDay', { day: hazard.last_day })}</li>}
      <TermLine term={hazard.decide_by} words="decideBy" />
    </ul>
  )
}

/** A day in working days, or the year that is missing to count it. */
export function TermLine({ term, words }: { term: Term | null | undefined; words: 'askBy' | 'decideBy' }) {
  const { t } = useTranslation()
  if (!term) return null
  return <li className="quiet">{term.day ? t(`hazards.${words}`, { day: term.day }) : t('hazards.unknownYear', { year: term.unknown_year })}</li>
}

function Extensions({ hazard }: { hazard: Hazard }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('hazards.extension.title')}</h3>
      <ol className="history">
        {hazard.extensions.map(one => (
          <ExtensionLine key={one.id} one={one} names={hazard.names} />
        ))}
      </ol>
    </>
  )
}

function ExtensionLine({ one, names }: { one: Extension; names: Hazard['names'] }) {
  const { t } = useTranslation()
  const who = (id: string | null | undefined) => (id ? (names[id] ?? '—') : '—')
  return (
    <li>
      <div className="row">
        <b>{t('hazards.extension.moved', { from: one.from, to: one.to })}</b>
        <span className={one.verdict === 'pending' ? 'chip pending' : 'chip'}>{t(`hazards.extension.verdict.${one.verdict as 'pending'}`)}</span>
      </div>
      <div lang="zh-CN">{one.reason}</div>
      <div className="quiet" lang="zh-CN">
        {t('hazards.extension.askedBy', { name: who(one.asked_by), day: one.asked_on })}
      </div>
      {one.decided_on && (
        <div className="quiet" lang="zh-CN">
          {t('hazards.extension.decidedBy', { name: who(one.decided_by), day: one.decided_on })} {one.answer}
        </div>
      )}
    </li>
  )
}

function Judgements({ hazard }: { hazard: Hazard }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{t('hazards.judge.title')}</h3>
      <ol className="history">
        {hazard.judgements.map(one => (
          <JudgementLine key={one.id} one={one} names={hazard.names} />
        ))}
      </ol>
    </>
  )
}

function JudgementLine({ one, names }: { one: Judgement; names: Hazard['names'] }) {
  const { t } = useTranslation()
  const proposed = useProposalWords()
  return (
    <li>
      <b lang="zh-CN">{t('hazards.judge.decided', { name: names[one.judged_by] ?? '—', day: one.judged_on, level: t(`hazards.judge.levels.${one.level as 'major'}`) })}</b>
      {one.basis && <div lang="zh-CN">{one.basis}</div>}
      <div lang="zh-CN">{one.reason}</div>
      {one.participants && (
        <div className="quiet" lang="zh-CN">
          {t('hazards.judge.with', { names: one.participants })}
        </div>
      )}
      {one.proposal && <div className="quiet">{t('hazards.judge.proposed', { words: proposed(one.proposal) })}</div>}
    </li>
  )
}
