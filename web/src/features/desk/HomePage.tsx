import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today, unitsOn } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { LedByMe } from '../matters/LedByMe'
import { MyTodo } from '../todo/MyTodo'
import { tree } from '../units/tree'
import { homeOf, type Home, type HomeSearch } from './data'
import { Dues } from './Dues'
import { FirstSteps } from './FirstSteps'
import { Lapses } from './Lapses'
import { Part } from './Part'
import { Pressing } from './Pressing'

/** What is red, late, missing or due for whoever looks. */
export function HomePage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/' })
  const home = useQuery({ ...homeOf(search), placeholderData: keepPreviousData })
  useTitle(t('home.title'))
  if (!home.data) {
    const isBlind = home.error instanceof ApiError && home.error.problem.status === 403
    if (isBlind) return <Blank title={t('home.noRight')} words={t('home.noRightHint')} />
    return home.error ? <Failed error={home.error} retry={() => void home.refetch()} /> : <Loading />
  }
  return <Page home={home.data} search={search} />
}

function Page({ home, search }: { home: Home; search: HomeSearch }) {
  const { t } = useTranslation()
  const { footing, records_of: unit, sector } = home
  const isFresh = !footing.has_published && !footing.has_records && home.notices.length === 0
  return (
    <div className="page home">
      <div className="page-head">
        <h1>{t('home.title')}</h1>
        <Whose home={home} search={search} />
        <span className="grow" />
        <span className="quiet">{t('notices.asOf', { day: home.as_of })}</span>
      </div>
      {!isFresh && <MyTodo />}
      {!isFresh && <LedByMe />}
      <FirstSteps footing={footing} />
      {!isFresh && (
        <div className="home-columns">
          <Figures home={home} search={search} />
          <div>
            {home.notices.length > 0 && <NoticeWork notices={home.notices} />}
            <Part title={t('home.dues')}>
              <Dues dues={home.dues} unit={home.unit} />
            </Part>
            <Part title={t('home.lapses')}>
              <Lapses lapses={home.lapses} whose={{ unit, sector }} />
            </Part>
          </div>
        </div>
      )}
    </div>
  )
}

/** Whose work is shown: any unit for who sees everything, else one of their own. */
function Whose({ home, search }: { home: Home; search: HomeSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const units = useQuery(unitsOn(today()))
  const all = tree(units.data ?? []).map(({ unit, depth }) => ({ value: unit.id, label: unit.name, depth }))
  const options = home.sees_all ? all : all.filter(({ value }) => home.own.includes(value))
  const name = all.find(({ value }) => value === home.unit)?.label
  if (options.length === 0) return null
  if (options.length === 1 && !home.sees_all) return <b lang="zh-CN">{name}</b>
  return (
    <>
      <Select
        allowClear={home.sees_all}
        showSearch={{ optionFilterProp: 'label' }}
        className="w-unit"
        popupMatchSelectWidth={false}
        placeholder={t('home.whole')}
        aria-label={t('home.unit')}
        value={home.unit ?? undefined}
        onChange={unit => void navigate({ to: '/', search: { ...search, unit }, replace: true })}
        options={options}
        optionRender={({ data }) => <span style={{ paddingLeft: data.depth * 14 }}>{data.label}</span>}
      />
      {home.unit && (
        <Link to="/units/$id" params={{ id: home.unit }}>
          {t('unit.open')}
        </Link>
      )}
    </>
  )
}

function Figures({ home, search }: { home: Home; search: HomeSearch }) {
  const { t } = useTranslation()
  const pressing = home.counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <Part title={t('home.figures')} beside={<span className="quiet">{t('home.of', { n: home.total, well: home.total - pressing })}</span>}>
      <nav className="tallies" aria-label={t('home.narrow')}>
        <Link to="/" search={{ ...search, urgency: undefined }} activeOptions={{ exact: true, includeSearch: true }}>
          {t('home.all')}
        </Link>
        {home.counts.map(({ urgency, count }) => (
          <Link key={urgency} to="/" search={{ ...search, urgency }} className={`urgency-${urgency} ${count === 0 ? 'zero' : ''}`} activeOptions={{ exact: true, includeSearch: true }}>
            {t(`home.urgency.${urgency as 'overdue'}`)} <b>{count}</b>
          </Link>
        ))}
      </nav>
      {home.figures.length === 0 ? (
        <p className="pad quiet">{search.urgency ? t('home.noneOf') : t('home.none')}</p>
      ) : (
        <>
          <Pressing items={home.figures} />
          {home.figures.length >= 200 && <p className="pad quiet">{t('home.listed', { n: home.figures.length })}</p>}
        </>
      )}
    </Part>
  )
}

function NoticeWork({ notices }: { notices: Home['notices'] }) {
  const { t } = useTranslation()
  return (
    <Part title={t('home.notices')}>
      <table className="ledger">
        <tbody>
          {notices.map(({ id, title, doc_number, state, proposed, unbound }) => {
            const isDraft = state === 'draft'
            const words = [proposed > 0 && isDraft && t('home.proposed', { n: proposed }), unbound > 0 && t('home.unbound', { n: unbound })].filter(Boolean)
            return (
              <tr key={id}>
                <th scope="row" lang="zh-CN">
                  {doc_number ?? title}
                </th>
                <td>{words.length > 0 ? words.join(t('app.comma')) : t('home.ready')}</td>
                <td className="nowrap">
                  {isDraft ? (
                    <Link to="/notices/$id/review" params={{ id }}>
                      {t('home.goOn')}
                    </Link>
                  ) : (
                    <Link to="/notices/$id" params={{ id }}>
                      {t('home.look')}
                    </Link>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Part>
  )
}
