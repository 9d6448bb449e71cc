import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Empty, Input, Select, Space, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Board } from '../../api/client'
import en from '../../app/en'
import { Failed } from '../../app/Failed'
import { demand } from '../../format/demand'
import { Light } from '../live/TargetFacts'

export interface BoardSearch {
  unit?: string
  part?: string
  kind?: string
  year?: string
  due_by?: string
}

export function BoardPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/board' })
  const navigate = useNavigate()
  const load = (query: BoardSearch) =>
    ask(client.GET('/api/board', { params: { query: { ...query, year: query.year ? Number(query.year) : undefined } } }))
  const all = useQuery({ queryKey: ['board'], queryFn: () => load({}) })
  const board = useQuery({ queryKey: ['board', search], queryFn: () => load(search), placeholderData: keepPreviousData })
  if (board.error) return <Failed error={board.error} retry={() => void board.refetch()} />
  if (!board.data || !all.data) return <Spin className="whole-page" />

  const narrow = (change: BoardSearch) => void navigate({ to: '/board', search: { ...search, ...change }, replace: true })
  const parts = [...new Set(all.data.items.flatMap(target => target.citations.map(citation => citation.path.split('/')[0] ?? '')))]
  const isNarrowed = Object.values(search).some(Boolean)
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('board.title')}</h1>
        <span data-testid="shown">{t('board.shown', { shown: board.data.shown, total: board.data.total })}</span>
        <span className="grow" />
        <span className="quiet">{t('notices.asOf', { day: board.data.as_of })}</span>
      </div>
      <Space wrap className="no-print" style={{ marginBottom: 10 }}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: 180 }}
          placeholder={t('board.unit')}
          aria-label={t('board.unit')}
          value={search.unit}
          onChange={unit => narrow({ unit })}
          options={all.data.units.map(unit => ({ value: unit.id, label: unit.name }))}
        />
        <Select
          allowClear
          style={{ width: 100 }}
          placeholder={t('board.part')}
          aria-label={t('board.part')}
          value={search.part}
          onChange={part => narrow({ part })}
          options={parts.map(value => ({ value, label: value }))}
        />
        <Select
          allowClear
          style={{ width: 120 }}
          placeholder={t('board.kind')}
          aria-label={t('board.kind')}
          value={search.kind}
          onChange={kind => narrow({ kind })}
          options={Object.keys(en.kind).map(value => ({ value, label: t(`kind.${value}` as 'kind.ratio') }))}
        />
        <label className="quiet">
          {t('board.dueBy')}{' '}
          <Input
            type="date"
            style={{ width: 150 }}
            value={search.due_by ?? ''}
            onChange={event => narrow({ due_by: event.target.value || undefined })}
          />
        </label>
        {isNarrowed && <Button onClick={() => void navigate({ to: '/board', search: {} })}>{t('board.clear')}</Button>}
      </Space>
      {board.data.total === 0 && <Empty description={t('board.empty')} />}
      {board.data.total > 0 && board.data.shown === 0 && <Empty description={t('board.nothing')} />}
      {board.data.shown > 0 && <Matrix board={board.data} />}
      {board.data.shown > 0 && <List board={board.data} />}
    </div>
  )
}

type Item = Board['items'][number]

function TargetLink({ target, children }: { target: Item; children: React.ReactNode }) {
  return (
    <Link to="/notices/$id" params={{ id: target.notice_id }} search={{ target: target.id }}>
      {children}
    </Link>
  )
}

/** Units down, targets across; heads stay in view. */
function Matrix({ board }: { board: Board }) {
  const { t } = useTranslation()
  return (
    <div className="board-wrap sheet" tabIndex={0} role="region" aria-label={t('board.title')}>
      <table className="board">
        <thead>
          <tr>
            <th scope="col">{t('board.unit')}</th>
            {board.items.map(target => (
              <th scope="col" key={target.id} title={`${target.subject} ${demand(target, t)}`}>
                <span className="slant">
                  {target.citations[0]?.path} {target.subject}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.units.map(unit => (
            <tr key={unit.id}>
              <th scope="row">{unit.name}</th>
              {board.items.map(target => {
                const role = target.assignments.find(assignment => assignment.unit_id === unit.id)?.role
                return (
                  <td key={target.id}>
                    {role && (
                      <TargetLink target={target}>
                        <span
                          className={`light ${target.light}`}
                          role="img"
                          aria-label={`${unit.name} ${target.subject} ${t(`role.${role}` as 'role.lead')} ${t(`live.${target.light}` as 'live.grey')}`}
                        />
                      </TargetLink>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same for a phone: one target a row. */
function List({ board }: { board: Board }) {
  const { t } = useTranslation()
  return (
    <div className="board-list sheet">
      {board.items.map(target => (
        <div className="card" key={target.id}>
          <h3>
            <TargetLink target={target}>{target.subject}</TargetLink>
          </h3>
          <div className="row">
            <span className="demand">{demand(target, t)}</span>
            <Light light={target.light} />
          </div>
          <div className="quiet">
            {target.citations[0]?.path} {target.assignments.map(assignment => assignment.unit_text).join('、')}
          </div>
        </div>
      ))}
    </div>
  )
}
