import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../../app/moments'
import { useKnown } from '../data/context'
import type { Detail, NameMap, RecordView } from '../data/types'
import { useWrite } from '../data/useWrite'
import { useChangeWords } from './useChangeWords'
import { useReferenceNames } from './useReferenceNames'

type Event = Detail['history'][number]

/** Who did what, and when, newest first; the last step can be taken back. */
export function History({ detail, most = 50 }: { detail: Detail; most?: number }) {
  const { t } = useTranslation()
  const [isAll, setAll] = useState(false)
  const { history, names } = detail
  const events = isAll ? history : history.slice(0, most)
  const references = history.flatMap(event => event.changes.flatMap(({ field, before, after }) => [before, after].map(text => ({ values: { [field]: [text] } }) as unknown as RecordView)))
  const all = useReferenceNames(references, names)
  // what only tells, such as an urge, stands in the way of nothing; what was decided beside the record is not taken back here
  const last = history.find(event => event.changes.length > 0)
  return (
    <>
      <ol className="history">
        {events.map(event => (
          <Happened key={event.request_id + event.action + event.at} event={event} names={all} canUndo={event === last && event.action.startsWith('record.')} />
        ))}
      </ol>
      {history.length > events.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          {t('registers.history.all', { n: history.length })}
        </button>
      )}
    </>
  )
}

function Happened({ event, names, canUndo }: { event: Event; names: NameMap; canUndo: boolean }) {
  const { t } = useTranslation()
  const { takeBack } = useWrite()
  const { language } = useKnown()
  const words = useChangeWords(names)
  const langOf = (code: string) => (words.isContent(code) ? 'zh-CN' : undefined)
  const isMade = event.action === 'record.create'
  return (
    <li>
      <div className="row">
        <time dateTime={event.at}>{minuteOf(event.at)}</time>
        <span lang="zh-CN">{event.by ?? t('registers.history.nobody')}</span>
        <b>{words.action(event.action)}</b>
        <span className="grow" />
        {canUndo && (
          <Popconfirm title={t('registers.history.undoSure')} description={t('registers.history.undoHint')} okText={t('app.undo')} cancelText={t('app.cancel')} onConfirm={() => takeBack(event.request_id)}>
            <Button type="link" size="small" className="no-print">
              {t('registers.history.undo')}
            </Button>
          </Popconfirm>
        )}
      </div>
      {!isMade && (
        <ul>
          {event.changes.map(change => (
            <li key={change.field} lang={language === 'zh' ? 'zh-CN' : undefined}>
              <span className="quiet">{words.field(change.field)}</span> {change.before && <del lang={langOf(change.field)}>{words.value(change.field, change.before)}</del>} <span aria-hidden>→</span>{' '}
              {change.after ? <span lang={langOf(change.field)}>{words.value(change.field, change.after)}</span> : <span className="quiet">{t('registers.history.empty')}</span>}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
