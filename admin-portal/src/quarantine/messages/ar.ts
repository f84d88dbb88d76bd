import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  quarantine: {
    title: 'الحجر',
    note: 'ما وصل ولم يمكن حفظه، مع سببه',
    empty: 'لا شيء في الحجر',
    all_reasons: 'كل الأسباب',
    all_states: 'كل الحالات',
    by_person: 'أرسله شخص أو مفتاح واجهة',
    content: {
      json: 'الرسالة (JSON)',
      text: 'الرسالة (نص)',
      bytes: 'الرسالة (بايتات)',
    },
    status: {
      kept: 'محفوظ',
      replayed: 'أُعيد إرساله',
      dismissed: 'مستبعد',
    },
    reason: {
      unreadable: 'غير مقروء',
      malformed: 'صيغة خاطئة',
      oversized: 'كبير جدًا',
      too_many: 'قراءات كثيرة جدًا',
      too_deep: 'متداخل جدًا',
      empty: 'فارغ',
      bad_sensor: 'اسم حساس خاطئ',
      unknown_sensor: 'حساس غير معروف',
      foreign_sensor: 'حساس بلدية أخرى',
      bad_value: 'قيمة غير صالحة',
      missing_unit: 'الوحدة ناقصة',
      wrong_unit: 'وحدة غير مناسبة',
      bad_time: 'وقت غير مقروء',
      clock_not_set: 'ساعة الجهاز غير مضبوطة',
      future: 'وقت في المستقبل',
      too_old: 'أقدم مما يُحفظ',
      topic_forbidden: 'موضوع غير مسموح',
      no_partition: 'لا مكان لهذا الوقت',
      not_storable: 'تعذر حفظه',
    },
    hint: {
      unknown_sensor: 'أنشئ حساسًا بهذا الرمز أو صحح الرمز في الجهاز.',
      wrong_unit: 'اضبط في الجهاز وحدة تقيس كمية الحساس.',
      missing_unit: 'اجعل الجهاز يرسل الوحدة مع كل قراءة.',
      clock_not_set: 'اضبط ساعة الجهاز، وخادم الوقت يبقيها صحيحة.',
      future: 'افحص ساعة الجهاز ومنطقته الزمنية.',
      foreign_sensor: 'يجب أن يتبع الجهاز وحساساته البلدية نفسها.',
      other: 'قارن الرسالة بما تطلبه وثائق الواجهة.',
    },
    field: {
      reason: 'السبب',
      received: 'وقت الوصول',
      device: 'الجهاز',
      protocol: 'البروتوكول',
      size: 'الحجم',
      status: 'الحالة',
    },
  },
};

export default ar;
