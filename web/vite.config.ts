import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

// Where the server listens during `npm run dev`; it takes changes only from its own address.
const url = process.env.KONTOR_URL ?? 'http://127.0.0.1:8080'
const server = { target: url, changeOrigin: true, headers: { origin: url } }

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server, '/health': server } },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    assetsInlineLimit: 0, // the server's policy allows data: for pictures only
    rolldownOptions: {
      output: {
        // What the first screen needs is two files, one of which changes only with the libraries: many small ones would
        // compress worse and cost a request each.
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 2 },
            { name: 'start', tags: ['$initial'], test: /src\/.*\.tsx?$/, priority: 1 },
          ],
        },
      },
    },
  },
  test: { include: ['src/**/*.test.ts', 'tests/**/*.test.ts'], environment: 'node' },
} as Parameters<typeof defineConfig>[0])
