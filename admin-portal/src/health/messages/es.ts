import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const es: Translated<typeof en> = {
  health: {
    title: 'Salud',
    all_up: 'Todo lo que la plataforma necesita funciona',
    faulty: '%{count} parte requiere atención |||| %{count} partes requieren atención',
    dependencies: 'De qué depende la plataforma',
    dependency: {
      database: 'Base de datos',
      postgis: 'Extensión espacial',
      spatialIndex: 'Índice espacial',
      redis: 'Redis',
      cache: 'Caché',
      jobs: 'Trabajo en segundo plano',
      broker: 'Bróker de mensajes',
      mqtt: 'Bróker de mensajes',
      ingest: 'Entrada de lecturas',
      migrations: 'Esquema de la base de datos',
      partitions: 'Particiones de lecturas',
      disk: 'Disco',
      events: 'Eventos',
    },
    status: {
      up: 'Funciona',
      degraded: 'Degradado',
      down: 'Caído',
    },
    queues: 'Colas',
    store: {
      postgresql: 'en PostgreSQL',
      redis: 'en Redis',
    },
    queue: 'Cola',
    waiting: 'En espera',
    active: 'En curso',
    delayed: 'Previstos',
    failed: 'Fallidos',
    jobs: 'Trabajo en segundo plano',
    no_jobs: 'No hay trabajo en segundo plano',
    job: 'Trabajo',
    schedule: 'Programación',
    on_demand: 'A petición',
    last_run: 'Última vez',
    run_failed: 'Falló',
    never: 'No recientemente',
    took: 'Duró',
    next_run: 'Próxima vez',
  },
};

export default es;
