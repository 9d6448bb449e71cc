import { Button } from 'antd'
import { createContext, memo, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Target } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import { IndicatorLine } from '../figures/IndicatorLine'
import { StateMark } from '../notices/StateMark'
import { PointerContext, usePointed } from '../paper/pointer'
import { Traits } from './Traits'

export type CardStep = 'accept' | 'edit' | 'drop' | 'split' | 'merge' | 'restore'

export interface CardActions {
  select: (target: Target) => void
  go: (start: number) => void
  step: (step: CardStep, target: Target) => void
}

export const CardActionsContext = createContext<CardActions>({ select: () => {}, go: () => {}, step: () => {} })

/** The notice under review. */
export const NoticeContext = createContext('')

const NONE: Diagnostic[] = []

interface Props {
  target: Target
  isDraft: boolean
  problems?: Diagnostic[]
}

export const TargetCard = memo(function TargetCard({ target, isDraft, problems = NONE }: Props) {
  const { t } = useTranslation()
  const pointer = useContext(PointerContext)
  const actions = useContext(CardActionsContext)
  const notice = useContext(NoticeContext)
  const pointed = usePointed([target.id])
  const isOn = pointed === 'on'
  return (
    <div
      className={`card ${target.state} ${pointed}`}
      data-card={target.id}
      data-state={target.state}
      role="group"
      aria-label={target.subject}
      onMouseEnter={() => pointer.hover(target.id)}
      onMouseLeave={() => pointer.hover(undefined)}
      onClick={() => !isOn && actions.select(target)}
    >
      <h3>
        <button type="button" className="subject" lang="zh-CN" aria-expanded={isOn} onClick={() => actions.select(target)}>
          {target.subject}
        </button>
        <StateMark state={target.state} />
      </h3>
      <div className="row">
        <b lang="zh-CN">{demand(target, t)}</b>
        <span className="quiet">{word(t, 'kind', target.kind)}</span>
        <Traits target={target} withConfidence />
      </div>
      <div className="row quiet">
        <span lang="zh-CN">{[...new Set(target.citations.map(citation => citation.path))].join(' ')}</span>
        <Units target={target} />
      </div>
      {target.drop_reason && (
        <div className="quiet" lang="zh-CN">
          {target.drop_reason}
        </div>
      )}
      {isOn && (
        <>
          {target.citations.map(citation => (
            <blockquote key={citation.start}>
              <span lang="zh-CN">{citation.quote}</span>{' '}
              <button type="button" className="link" onClick={() => actions.go(citation.start)}>
                <span lang="zh-CN">{citation.path}</span> {t('review.seeText')}
              </button>
            </blockquote>
          ))}
          {problems.map(problem => (
            <p key={problem.code + problem.start} className={`problem-note ${problem.severity}`}>
              {problem.message} <span className="quiet">{problem.hint}</span>
            </p>
          ))}
          {isDraft && target.state !== 'dropped' && <IndicatorLine notice={notice} target={target.id} />}
          {isDraft && <Steps target={target} />}
        </>
      )}
    </div>
  )
})

function Units({ target }: { target: Target }) {
  const { t } = useTranslation()
  if (target.assignments.length === 0) return <span className="warn">{t('review.noUnit')}</span>
  return target.assignments.map(unit => (
    <span key={unit.unit_text + unit.role}>
      <span lang="zh-CN">{unit.unit_text}</span>
      {unit.role !== 'lead' && <> {word(t, 'role', unit.role)}</>}
      {!unit.unit_id && <span className="dot-open" title={t('review.unmatched')} role="img" aria-label={t('review.unmatched')} />}
    </span>
  ))
}

const KEYS: Partial<Record<CardStep, string>> = { accept: 'a', edit: 'e', drop: 'd', split: 's', merge: 'm' }

function Steps({ target }: { target: Target }) {
  const { t } = useTranslation()
  const actions = useContext(CardActionsContext)
  const possible: CardStep[] = target.state === 'dropped' ? ['restore'] : ['edit', 'split', 'merge', 'drop']
  if (target.state === 'proposed') possible.unshift('accept')
  return (
    <div className="row steps">
      {possible.map(step => (
        <Button
          key={step}
          size="small"
          type={step === 'accept' ? 'primary' : 'default'}
          onClick={event => {
            event.stopPropagation()
            actions.step(step, target)
          }}
        >
          {t(`review.${step}`)}
          {KEYS[step] && (
            <kbd aria-hidden className="no-phone">
              {KEYS[step]}
            </kbd>
          )}
        </Button>
      ))}
    </div>
  )
}
