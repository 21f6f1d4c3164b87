package hyperlead.cluster;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.objenesis.Objenesis;
import org.objenesis.ObjenesisStd;

/**
 * An object of a class that is not serialisable, as it travels: its class and the values of its
 * fields. A record is made again by its constructor, which checks it.
 */
final class Piece implements Serializable {
  private static final long serialVersionUID = 1;
  private static final Objenesis MAKER = new ObjenesisStd();
  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  private transient Object whole;
  private transient String name;

  /** With a name before those of its fields, or "". */
  Piece(Object whole, String name) {
    this.whole = whole;
    this.name = name;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    Packing packing = (Packing) out;
    packing.writeObject(whole.getClass());
    for (Field field : FIELDS.computeIfAbsent(whole.getClass(), Piece::found)) {
      try {
        packing.part(name + field.getName(), field.get(whole));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    Class<?> type = (Class<?>) in.readObject();
    List<Field> fields = FIELDS.computeIfAbsent(type, Piece::found);
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readObject();
    }
    try {
      whole = type.isRecord() ? record(type, fields, values) : object(type, fields, values);
    } catch (ReflectiveOperationException e) {
      throw new IOException("cannot make " + type.getName() + " again: " + e, e);
    }
  }

  private Object readResolve() {
    return whole;
  }

  private static Object record(Class<?> type, List<Field> fields, Object[] values)
      throws ReflectiveOperationException {
    Class<?>[] types = fields.stream().map(Field::getType).toArray(Class<?>[]::new);
    Constructor<?> canonical = type.getDeclaredConstructor(types);
    canonical.setAccessible(true);
    return canonical.newInstance(values);
  }

  private static Object object(Class<?> type, List<Field> fields, Object[] values)
      throws IllegalAccessException {
    Object object = MAKER.newInstance(type);
    for (int i = 0; i < values.length; i++) {
      fields.get(i).set(object, values[i]);
    }
    return object;
  }

  /** Those of an instance, its class's first; of a record in the order of its components. */
  private static List<Field> found(Class<?> type) {
    return Stream.<Class<?>>iterate(type, c -> !c.getModule().isNamed(), Class::getSuperclass)
        .flatMap(c -> Stream.of(c.getDeclaredFields()))
        .filter(field -> !Modifier.isStatic(field.getModifiers()))
        .peek(field -> field.setAccessible(true))
        .toList();
  }
}
