package hyperlead.notebook;

import java.lang.reflect.Array;
import java.util.StringJoiner;

/** Values as text: the same in every run, and short enough to read. */
final class PlainText {
  private static final int MOST_ELEMENTS = 20;
  private static final int SHOWN_AT_EACH_END = 8;

  private PlainText() {}

  static String of(Object value) {
    if (value == null) {
      return "null";
    }
    return value.getClass().isArray() ? array(value, "") : withoutHashCode(value);
  }

  /** The default toString is a class name and a hash code; a lambda's name is an address. */
  private static String withoutHashCode(Object value) {
    String text = String.valueOf(value);
    Class<?> type = value.getClass();
    String byDefault = type.getName() + "@" + Integer.toHexString(System.identityHashCode(value));
    if (!text.equals(byDefault)) {
      return text;
    }
    if (type.isHidden() || type.isAnonymousClass()) {
      Class<?>[] interfaces = type.getInterfaces();
      Class<?> known = interfaces.length > 0 ? interfaces[0] : type.getSuperclass();
      return "a " + known.getSimpleName();
    }
    return type.getSimpleName();
  }

  private static String array(Object array, String indent) {
    boolean nested = array.getClass().getComponentType().isArray();
    int length = Array.getLength(array);
    String separator = nested ? ",\n " + indent : ", ";
    StringJoiner text = new StringJoiner(separator, "[", "]");
    for (int i = 0; i < length; i++) {
      if (length > MOST_ELEMENTS && i == SHOWN_AT_EACH_END) {
        int left = length - 2 * SHOWN_AT_EACH_END;
        text.add("… " + left + " more …");
        i += left;
      }
      Object element = Array.get(array, i);
      text.add(nested && element != null ? array(element, indent + " ") : of(element));
    }
    return text.toString();
  }
}
