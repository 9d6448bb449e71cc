import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

const from = (...names: string[]) => new RegExp(`node_modules[\\\\/](${names.join('|')})`)

// VITE_SERVER names another server to develop against.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  server: { proxy: { '/api': loadEnv(mode, '.', 'VITE_').VITE_SERVER ?? 'http://127.0.0.1:8080' } },
  build: {
    target: 'es2022',
    // the chart is the largest piece, and only a figure asks for it
    chunkSizeWarningLimit: 560,
    rolldownOptions: {
      output: {
        // pages are pieces of their own; what most of them share comes in few pieces that stay the same for long
        codeSplitting: {
          groups: [
            { name: 'react', test: from('react[\\\\/]', 'react-dom', 'scheduler', '@tanstack', 'i18next', 'react-i18next', 'openapi-fetch'), priority: 2 },
            { name: 'antd', test: from('antd', '@ant-design', '@rc-component'), minShareCount: 10, priority: 1 },
          ],
        },
      },
    },
  },
}))
