import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { register } from '../registers/data/queries'
import type { Detail, RecordView } from '../registers/data/types'
import { named } from '../registers/text/named'

const SHOWN = ['listing', 'major-problem', 'transfer', 'consultation']

/** Who has the eyes on a hazard: its listings and major problems, with leader, schedule and acceptance, and the way to a new one. */
export function Oversight({ detail }: { detail: Detail }) {
  const { t } = useTranslation()
  const { record } = detail
  const about = detail.linked.filter(item => item.field === 'hazard' && SHOWN.includes(item.record.register) && !item.record.removed_at)
  const ways = [
    ['listing', 'propose'],
    ['major-problem', 'problem'],
    ['transfer', 'transfer'],
    ['consultation', 'consult'],
  ] as const
  return (
    <section className="sheet side decisions" aria-label={t('matters.oversight.title')}>
      <h2>{t('matters.oversight.title')}</h2>
      {about.length === 0 && <p className="quiet">{t('matters.oversight.none')}</p>}
      <ul className="plain">
        {about.map(item => (
          <Eye key={item.record.id} record={item.record} />
        ))}
      </ul>
      {detail.may_edit && (
        <p className="row no-print">
          {ways.map(([code, word]) => (
            <Link key={code} to="/registers/$code" params={{ code }} search={{ form: 'new', with: `hazard:${record.id}` }}>
              {t(`matters.oversight.${word}`)}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}

function Eye({ record }: { record: RecordView }) {
  const { t, i18n } = useTranslation()
  const definition = useQuery(register(record.register)).data?.definition
  const state = definition?.state?.find(state => state.code === record.state)
  const value = (code: string) => record.values[code]?.[0]
  const level = value('level')
  const facts = [
    value('leader') && t('matters.oversight.leader', { name: value('leader') }),
    value('due') && t('matters.oversight.due', { day: value('due') }),
    value('progress') && t('matters.oversight.progress', { n: value('progress') }),
    value('receiver'),
    value('answered_on') && t('matters.oversight.outcome', { day: value('answered_on') }),
    value('concluded_on') && t('matters.oversight.concluded', { day: value('concluded_on') }),
    record.register === 'major-problem' && value('accepted_on') && t('matters.oversight.accepted', { day: value('accepted_on') }),
    value('delisted_on') && t('matters.oversight.delisted', { day: value('delisted_on') }),
  ].filter(Boolean)
  return (
    <li>
      <Link to="/registers/$code/$id" params={{ code: record.register, id: record.id }}>
        {definition && named(definition.name, i18n.language)} {level && t(`matters.level.${level as 'city'}`)}
      </Link>{' '}
      {state && <span className="chip">{named(state.name, i18n.language)}</span>}
      <br />
      <span className="quiet" lang="zh-CN">
        {facts.join(t('app.comma'))}
      </span>
      {value('schedule') && (
        <div className="quiet" lang="zh-CN">
          {value('schedule')}
        </div>
      )}
    </li>
  )
}
