import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  health: {
    title: 'حالة المنصة',
    all_up: 'كل ما تحتاجه المنصة يعمل',
    faulty:
      'لا جزء يحتاج انتباهًا |||| جزء واحد يحتاج انتباهًا |||| جزءان يحتاجان انتباهًا |||| %{count} أجزاء تحتاج انتباهًا |||| %{count} جزءًا يحتاج انتباهًا |||| %{count} جزء يحتاج انتباهًا',
    dependencies: 'ما تعتمد عليه المنصة',
    dependency: {
      database: 'قاعدة البيانات',
      postgis: 'الامتداد المكاني',
      spatialIndex: 'الفهرس المكاني',
      redis: 'Redis',
      cache: 'الذاكرة المؤقتة',
      jobs: 'أعمال الخلفية',
      broker: 'وسيط الرسائل',
      mqtt: 'وسيط الرسائل',
      ingest: 'استقبال القراءات',
      migrations: 'مخطط قاعدة البيانات',
      partitions: 'أقسام القراءات',
      disk: 'القرص',
      events: 'الأحداث',
    },
    status: {
      up: 'يعمل',
      degraded: 'متدهور',
      down: 'متوقف',
    },
    queues: 'الطوابير',
    store: {
      postgresql: 'محفوظة في PostgreSQL',
      redis: 'محفوظة في Redis',
    },
    queue: 'الطابور',
    waiting: 'في الانتظار',
    active: 'قيد التنفيذ',
    delayed: 'مجدولة',
    failed: 'فاشلة',
    jobs: 'أعمال الخلفية',
    no_jobs: 'لا توجد أعمال خلفية',
    job: 'العمل',
    schedule: 'الجدول',
    on_demand: 'عند الطلب',
    last_run: 'آخر تشغيل',
    run_failed: 'فشل',
    never: 'ليس مؤخرًا',
    took: 'المدة',
    next_run: 'التشغيل التالي',
  },
};

export default ar;
