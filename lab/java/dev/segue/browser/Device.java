package dev.segue.browser;

import java.util.List;

/** A screen for a page; sizes in CSS pixels. */
public record Device(String name, int width, int height, boolean dark) {
  public static final Device SCREEN = new Device("screen", 960, 640, false);

  public static final List<Device> ALL =
      List.of(
          SCREEN,
          new Device("wide-dark", 1200, 800, true),
          new Device("phone", 390, 800, false),
          new Device("phone-dark", 390, 800, true));
}
