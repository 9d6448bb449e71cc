import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client } from '../../api/client'
import { Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { minuteOf } from '../../app/moments'
import { useAct } from '../../app/useAct'
import { deliveriesOf, type Channel, type Occasion } from './data'
import { Outcome } from './Outcome'

/** What went to a channel, the latest first. */
export function Deliveries({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const found = useInfiniteQuery(deliveriesOf(channel.id))
  const items = found.data?.pages.flatMap(page => page.items) ?? []
  const retry = (id: string) => act(() => ask(client.POST('/api/deliveries/{id}/retry', { params: { path: { id } } })))
  return (
    <Modal open width={860} footer={null} title={t('channels.deliveriesOf', { name: channel.name })} onCancel={onClose}>
      {found.error && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && items.length === 0 && <p className="quiet">{t('channels.noDeliveries')}</p>}
      {items.length > 0 && (
        <table className="ledger stack">
          <thead>
            <tr>
              <th scope="col">{t('channels.at')}</th>
              <th scope="col">{t('channels.occasionShort')}</th>
              <th scope="col">{t('channels.message')}</th>
              <th scope="col">{t('channels.result')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {items.map(delivery => (
              <tr key={delivery.id}>
                <td data-label={t('channels.at')}>{minuteOf(delivery.made_at)}</td>
                <td data-label={t('channels.occasionShort')}>{t(`channels.occasion.${delivery.occasion as Occasion}`)}</td>
                <td data-label={t('channels.message')} lang="zh-CN">
                  {delivery.title}
                  <div className="quiet lines">{delivery.body}</div>
                </td>
                <td data-label={t('channels.result')}>
                  <Outcome delivery={delivery} />
                </td>
                <td className="acts">
                  {delivery.state !== 'sent' && (
                    <Button size="small" disabled={busy} onClick={() => void retry(delivery.id)}>
                      {t('channels.again')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.hasNextPage && (
        <Button block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('channels.more')}
        </Button>
      )}
    </Modal>
  )
}
