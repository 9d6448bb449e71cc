import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

// VITE_SERVER names another server to develop against.
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  server: { proxy: { '/api': loadEnv(mode, '.', 'VITE_').VITE_SERVER ?? 'http://127.0.0.1:8080' } },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
}))
