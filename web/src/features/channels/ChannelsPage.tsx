import { useQuery } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today, unitsOn } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { useTitle } from '../../app/useTitle'
import { ChannelDialog } from './ChannelDialog'
import { channelList, type Carrier, type Channel, type Occasion } from './data'
import { Deliveries } from './Deliveries'
import { Outcome } from './Outcome'

/** By what units are told, and whether it arrives. */
export function ChannelsPage() {
  const { t } = useTranslation()
  const found = useQuery(channelList)
  const [edited, setEdited] = useState<Channel | 'new'>()
  const [shown, setShown] = useState<Channel>()
  useTitle(t('channels.title'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { items, carriers } = found.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('channels.title')}</h1>
        <span className="grow" />
        <Button type="primary" onClick={() => setEdited('new')}>
          {t('channels.add')}
        </Button>
      </div>
      <p className="quiet">{t('channels.about')}</p>
      <div className="sheet scroll" tabIndex={0} role="region" aria-label={t('channels.title')}>
        {items.length === 0 ? <Blank title={t('channels.none')} words={t('channels.noneHint')} /> : <Table channels={items} onEdit={setEdited} onShow={setShown} />}
      </div>
      {edited && <ChannelDialog channel={edited === 'new' ? undefined : edited} carriers={carriers} onClose={() => setEdited(undefined)} />}
      {shown && <Deliveries channel={shown} onClose={() => setShown(undefined)} />}
    </div>
  )
}

function Table({ channels, onEdit, onShow }: { channels: Channel[]; onEdit: (channel: Channel) => void; onShow: (channel: Channel) => void }) {
  const { t } = useTranslation()
  const units = useQuery(unitsOn(today()))
  return (
    <table className="ledger stack">
      <thead>
        <tr>
          {(['name', 'carrier', 'unit', 'occasions', 'last'] as const).map(key => (
            <th key={key} scope="col">
              {t(`channels.${key}`)}
            </th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        {channels.map(channel => (
          <tr key={channel.id}>
            <th scope="row" data-label={t('channels.name')} lang="zh-CN">
              {channel.name}
            </th>
            <td data-label={t('channels.carrier')}>
              {t(`channels.carriers.${channel.carrier as Carrier}`)}
              {channel.carrier === 'mail' && (
                <div className="quiet" lang="zh-CN">
                  {channel.address}
                </div>
              )}
            </td>
            <td data-label={t('channels.unit')} lang="zh-CN">
              {units.data?.find(unit => unit.id === channel.unit_id)?.name}
            </td>
            <td data-label={t('channels.occasions')}>{channel.occasions.map(occasion => t(`channels.occasion.${occasion as Occasion}`)).join(t('app.comma'))}</td>
            <td data-label={t('channels.last')}>{channel.last ? <Outcome delivery={channel.last} /> : <span className="quiet">{t('channels.never')}</span>}</td>
            <td className="acts">
              <Acts channel={channel} onEdit={onEdit} onShow={onShow} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Acts({ channel, onEdit, onShow }: { channel: Channel; onEdit: (channel: Channel) => void; onShow: (channel: Channel) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const path = { path: { id: channel.id } }
  async function tryIt() {
    if (await act(() => ask(client.POST('/api/channels/{id}/trial', { params: path })))) void message.info(t('channels.trying'))
  }
  return (
    <>
      <Button size="small" disabled={busy} onClick={() => void tryIt()}>
        {t('channels.trial')}
      </Button>
      <Button size="small" onClick={() => onShow(channel)}>
        {t('channels.deliveries')}
      </Button>
      <Button size="small" onClick={() => onEdit(channel)}>
        {t('channels.edit')}
      </Button>
      <Popconfirm
        title={t('channels.removeSure')}
        okText={t('channels.remove')}
        cancelText={t('app.cancel')}
        onConfirm={() => void act(() => ask(client.DELETE('/api/channels/{id}', { params: path })))}
      >
        <Button size="small" disabled={busy}>
          {t('channels.remove')}
        </Button>
      </Popconfirm>
    </>
  )
}
