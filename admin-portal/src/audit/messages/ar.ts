import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  audit: {
    title: 'التدقيق',
    note: 'من فعل ماذا ومتى ومن أين',
    search_actor: 'البحث عن شخص',
    all_objects: 'كل الكائنات',
    all_results: 'كل النتائج',
    from: 'من',
    to: 'إلى',
    empty: 'لا شيء مسجل بعد',
    export: 'تصدير',
    changes: 'ما تغير',
    no_changes: 'لم يتغير شيء',
    diff: {
      field: 'الحقل',
      before: 'قبل',
      after: 'بعد',
    },
    actor: {
      user: 'مستخدم',
      apiKey: 'مفتاح واجهة',
      system: 'المنصة',
      anonymous: 'بلا تسجيل دخول',
    },
    result: {
      done: 'تم',
      denied: 'مرفوض',
      failed: 'فشل',
    },
    fault: {
      altered: 'عُدّل الصف %{row}',
      unlinked: 'الصف %{row} لا يتبع ما قبله',
      missing: 'الصف %{row} مفقود',
      rewritten: 'أُعيدت كتابته من الصف %{row}',
    },
    verify: {
      whole: 'السجل سليم',
      broken: 'لا يوثق بالسجل',
      running: 'جارٍ التحقق من السجل',
      failed: 'تعذر التحقق من السجل',
      now: 'تحقق الآن',
      counts: '%{rows} صفوف في %{chains} سلسلة |||| %{rows} صفوف في %{chains} سلاسل',
      checked: 'تم التحقق',
      sealed: 'آخر ختم',
      unsealed: 'لا ختم بعد',
    },
    field: {
      action: 'الفعل',
      actor: 'من',
      time: 'متى',
      scope: 'أين',
      ip: 'العنوان',
      result: 'النتيجة',
      object: 'الكائن',
      reason: 'السبب',
      request: 'الطلب',
      seq: 'الموضع في السلسلة',
      hash: 'البصمة',
      prev_hash: 'بصمة الصف السابق',
    },
  },
};

export default ar;
