import { useTranslation } from 'react-i18next'
import type { AuditSearch, Event } from './data'

interface Props {
  event: Event
  onNarrow: (change: AuditSearch) => void
}

/** What an event changed, and the ways on: the same thing, the same request. */
export function EventDetail({ event, onNarrow }: Props) {
  const { t } = useTranslation()
  return (
    <div className="audit-detail">
      {event.changes.length === 0 ? (
        <p className="quiet">{t('audit.nothing')}</p>
      ) : (
        <table className="audit-changes">
          <thead>
            <tr>
              <th scope="col">{t('audit.field')}</th>
              <th scope="col">{t('audit.before')}</th>
              <th scope="col">{t('audit.after')}</th>
            </tr>
          </thead>
          <tbody lang="zh-CN">
            {event.changes.map(change => (
              <tr key={change.path}>
                <td title={change.path}>{change.name}</td>
                <td>{change.before != null && <del>{change.before}</del>}</td>
                <td>{change.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {t('audit.request')} <code>{event.request_id}</code>{' '}
        <button type="button" className="link" onClick={() => onNarrow({ request: event.request_id })}>
          {t('audit.ofRequest')}
        </button>{' '}
        <button type="button" className="link" onClick={() => onNarrow({ kind: event.kind, thing: event.thing })}>
          {t('audit.ofThing')}
        </button>
      </p>
      <p className="quiet">
        {t('audit.hash')} <code>{event.sha256}</code>
      </p>
    </div>
  )
}
