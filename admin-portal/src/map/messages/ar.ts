import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  map: {
    title: 'الخريطة المباشرة',
    find: 'البحث على الخريطة',
    layers: 'الطبقات ومفتاح الخريطة',
    layer: {
      alarms: 'الإنذارات',
      suspects: 'تسربات مشتبه بها',
      sensors: 'المستشعرات',
      assets: 'المحطات والخزانات والمضخات والصمامات',
      pipes: 'الأنابيب',
      zones: 'المناطق',
      municipalities: 'البلديات',
    },
    legend: {
      reporting: 'يرسل',
      not_reporting: 'لا يرسل',
      suspect: 'منطقة تسرب مشتبه به',
    },
    summary:
      'لا إنذارات نشطة على الخريطة |||| إنذار نشط واحد على الخريطة |||| إنذاران نشطان على الخريطة |||| %{count} إنذارات نشطة على الخريطة |||| %{count} إنذارًا نشطًا على الخريطة |||| %{count} إنذار نشط على الخريطة',
    zoom_in: 'تكبير',
    zoom_out: 'تصغير',
    sheet: 'العنصر المختار',
    close_sheet: 'إغلاق اللوحة الجانبية',
    show_all: 'عرض الكل',
    no_reading: 'لا قراءات بعد',
    doubtful: 'جودة مشكوك فيها',
    day: 'آخر 24 ساعة من %{name}',
    alarms: 'الإنذارات النشطة',
    acknowledge: 'إقرار',
    facts: 'التفاصيل',
    code: 'الرمز',
    limits: 'الحدود',
    diameter: 'القطر',
    material: 'المادة',
    length: 'الطول',
    elevation: 'الارتفاع',
    installed: 'سنة التركيب',
    population: 'السكان',
    time_zone: 'المنطقة الزمنية',
    zone_kind: {
      dma: 'منطقة قياس',
      pressure: 'منطقة ضغط',
      other: 'منطقة',
    },
    sensors_here: 'المستشعرات هنا',
    open_sensor: 'فتح المستشعر',
    open_asset: 'فتح الأصل',
    open_zone: 'فتح المنطقة',
    enter: 'عرض هذه البلدية',
  },
};

export default ar;
