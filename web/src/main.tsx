import './app/nonce'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import 'antd/dist/reset.css'
import './style/base.css'
import './style/tables.css'
import './style/paper.css'
import './style/review.css'
import './style/board.css'
import './style/audit.css'
import './style/home.css'
import './style/phone.css'
import './style/print.css'
import './style/registers.css'
import './style/hazards.css'
import './style/reports.css'
import './style/people.css'
import './style/start.css'
import './style/security.css'
import { speakAsBefore } from './app/i18n'
import { Look } from './app/Look'
import { queries } from './app/queries'
import { router } from './app/router'

const root = document.getElementById('root')
if (root) {
  await speakAsBefore()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <Look>
          <RouterProvider router={router} />
        </Look>
      </QueryClientProvider>
    </StrictMode>,
  )
}
