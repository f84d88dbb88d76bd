import type { Translated } from '../../i18n/catalogue';
import type en from './en';

const ar: Translated<typeof en> = {
  overview: {
    title: 'نظرة عامة',
    headline:
      'لا إنذارات |||| إنذار واحد بأولوية «%{priority}» في %{places} |||| إنذاران بأولوية «%{priority}» في %{places} |||| %{count} إنذارات بأولوية «%{priority}» في %{places} |||| %{count} إنذارًا بأولوية «%{priority}» في %{places} |||| %{count} إنذار بأولوية «%{priority}» في %{places}',
    headline_one:
      'لا إنذارات |||| إنذار واحد نشط بأولوية «%{priority}» |||| إنذاران نشطان بأولوية «%{priority}» |||| %{count} إنذارات نشطة بأولوية «%{priority}» |||| %{count} إنذارًا نشطًا بأولوية «%{priority}» |||| %{count} إنذار نشط بأولوية «%{priority}»',
    headline_quiet: 'لا توجد إنذارات نشطة',
    places: 'لا بلديات |||| بلدية واحدة |||| بلديتين |||| %{count} بلديات |||| %{count} بلدية |||| %{count} بلدية',
    back: 'العودة إلى كل البلديات',
    active_alarms: 'الإنذارات النشطة',
    last_hour: '%{count} هذه الساعة',
    alarm_trend: 'الإنذارات في الساعة، آخر 24 ساعة',
    unacknowledged: 'لم يُقَر بها',
    waiting: 'لم يتولها أحد بعد',
    none_waiting: 'اطُّلع على كل شيء',
    of: 'من %{count}',
    sensors: 'مستشعرات ترسل',
    sensors_missing:
      'كلها ترسل |||| مستشعر واحد لا يرسل |||| مستشعران لا يرسلان |||| %{count} مستشعرات لا ترسل |||| %{count} مستشعرًا لا يرسل |||| %{count} مستشعر لا يرسل',
    devices: 'أجهزة متصلة',
    devices_missing:
      'كلها متصلة |||| جهاز واحد غير متصل |||| جهازان غير متصلين |||| %{count} أجهزة غير متصلة |||| %{count} جهازًا غير متصل |||| %{count} جهاز غير متصل',
    complete: 'كلها',
    readings: 'القراءات',
    per_minute: 'في الدقيقة',
    readings_change: '%{change} مقارنة بالساعة الأخيرة',
    reading_trend: 'القراءات في الدقيقة، الساعة الأخيرة',
    map_nation: 'البلديات حسب أسوأ إنذار',
    map_municipality: 'المناطق والإنذارات النشطة',
    open_map: 'الخريطة المباشرة',
    area: '%{name}: لا إنذارات نشطة |||| %{name}: إنذار نشط واحد |||| %{name}: إنذاران نشطان |||| %{name}: %{count} إنذارات نشطة |||| %{name}: %{count} إنذارًا نشطًا |||| %{name}: %{count} إنذار نشط',
    attention: 'يحتاج إلى انتباه',
    all_alarms: 'كل الإنذارات',
    owner: 'لدى %{name}',
    quiet: 'لا شيء يحتاج إلى انتباه',
    quiet_detail: 'تظهر الإنذارات الجديدة هنا لحظة حدوثها.',
    ranking: 'البلديات، الأسوأ أولًا',
    municipality: 'البلدية',
    reporting: 'ترسل',
  },
};

export default ar;
