# One entry for each symptom: a condition in PromQL, and for how many minutes it must hold (1 by default).
# The key is the heading in the runbook, in kebab case.
locals {
  # Series by their names in PromQL.
  series = {
    answers        = "run_googleapis_com:request_count{monitored_resource=\"cloud_run_revision\", service_name=~\"${join("|", var.segment_user_services)}\"%s}"
    oldest_message = "pubsub_googleapis_com:subscription_oldest_unacked_message_age{monitored_resource=\"pubsub_subscription\", subscription_id=~\"%s\"}"
    backlog        = "pubsub_googleapis_com:subscription_num_undelivered_messages{monitored_resource=\"pubsub_subscription\", subscription_id=\"%s\"}"
    logged         = "logging_googleapis_com:user_${replace(var.name, "-", "_")}_%s{monitored_resource=\"cloud_run_revision\"}"
  }
  swept     = replace(format(local.series.logged, "sweeps"), "}", ", shards=~\"${join("|", var.sweep_shards)}\"}")
  published = format(local.series.logged, "published_age_count")
  # Ignored updates evaluate no condition, and only some are logged.
  evaluated      = replace(format(local.series.logged, "outcomes"), "}", ", outcome!=\"ignored\"}")
  published_late = format(local.series.logged, "published_late")

  # Eventarc names its subscription after location, trigger and a number.
  event_subscription = "eventarc-(?:[a-z]+[0-9]|[a-z]+-[a-z]+[0-9]+)-(?:${join("|", var.event_triggers)})-sub-[0-9]+"

  subscriber_pattern = join("|", [for name in var.subscriptions : replace(name, "/[.+]/", "[$0]")])

  sweep_window_minutes = max(10, 3 * var.sweep_every_minutes)

  burn_rate = {
    for speed, it in { fast = { rate = 14.4, long = "1h", short = "5m" }, slow = { rate = 6, long = "6h", short = "30m" } } : speed => join(" and ", concat(
      [
        for window in [it.long, it.short] :
        "sum(increase(${local.published_late}[${window}])) / sum(increase(${replace(local.published, "}", ", cause!=\"time\"}")}[${window}])) > ${it.rate * 0.01}"
      ],
      ["sum(increase(${local.published_late}[${it.long}])) >= ${var.alerts.least_late_changes}"],
    ))
  }

  alerts = merge(
    {
      "answers-are-5xx" = {
        summary  = "More than ${var.alerts.error_ratio * 100} % of deliveries fail. They are retried for 24 hours."
        severity = "ERROR"
        query = join(" and ", [
          "sum(increase(${format(local.series.answers, ", response_code_class=\"5xx\"")}[30m])) / sum(increase(${format(local.series.answers, "")}[30m])) > ${var.alerts.error_ratio}",
          # An event that always fails is retried every ten minutes in the end: three times in 30 minutes.
          "sum(increase(${format(local.series.answers, ", response_code_class=\"5xx\"")}[30m])) > 2",
        ])
      }
      "events-wait" = {
        summary  = "The oldest event has waited for more than 15 minutes."
        severity = "WARNING"
        query    = "max(${format(local.series.oldest_message, local.event_subscription)}) > ${15 * 60}"
      }
      "events-are-about-to-be-lost" = {
        summary  = "The oldest event has waited for more than 12 hours. Eventarc drops it after 24."
        severity = "CRITICAL"
        query    = "max(${format(local.series.oldest_message, local.event_subscription)}) > ${12 * 60 * 60}"
      }
      "requests-are-refused" = {
        summary  = "An event was refused, or took longer than the function's timeout."
        severity = "ERROR"
        query    = "sum(increase(${format(local.series.answers, ", response_code=~\"400|408|413|431|504\"")}[10m])) > 0"
      }
      "dead-letters" = {
        summary  = "There are events that could not become a segment."
        severity = "ERROR"
        query    = "max(${format(local.series.backlog, var.dead_letter_subscription)}) > 0"
      }
      "changes-are-late" = {
        summary  = "The month's allowance of late changes is being used up 14 times too fast."
        severity = "CRITICAL"
        query    = local.burn_rate.fast
      }
      "changes-are-often-late" = {
        summary  = "The month's allowance of late changes is being used up 6 times too fast."
        severity = "WARNING"
        query    = local.burn_rate.slow
      }
      "pending-age-grows" = {
        summary  = "A change has been pending for more than 5 minutes."
        severity = "ERROR"
        query    = "histogram_quantile(0.99, sum by (le) (increase(${format(local.series.logged, "pending_age_bucket")}[10m]))) > ${local.pending_limit_ms}"
      }
      "users-are-moved-late" = {
        summary  = "A user has been due to move by time alone for more than 5 minutes."
        severity = "ERROR"
        query    = "histogram_quantile(0.99, sum by (le) (increase(${format(local.series.logged, "due_late_bucket")}[10m]))) > ${local.pending_limit_ms}"
      }
      "a-condition-fails-for-many" = {
        summary  = "A rule's condition cannot be evaluated for more than ${var.alerts.error_ratio * 100} % of users, or a user has more documents than conditions read."
        severity = "WARNING"
        query = join(" ", [
          "sum(increase(${format(local.series.logged, "condition_faults")}[30m])) / sum(increase(${local.evaluated}[30m])) > ${var.alerts.error_ratio}",
          "and sum(increase(${format(local.series.logged, "condition_faults")}[30m])) > 10",
          "or sum(increase(${format(local.series.logged, "too_many_documents")}[30m])) > 0",
        ])
      }
      "the-sweep-fails" = {
        summary  = "No sweep of some shards has completed for ${local.sweep_window_minutes} minutes."
        severity = "ERROR"
        # A job whose sweeps never completed has no series.
        query   = "(count(sum by (shards) (increase(${local.swept}[${local.sweep_window_minutes}m])) >= 1) or vector(0)) < ${length(var.sweep_shards)}"
        minutes = 5 + var.sweep_every_minutes
      }
    },
    length(var.subscriptions) == 0 ? {} : {
      "a-subscriber-falls-behind" = {
        summary  = "A subscriber's oldest message has waited for more than ${var.alerts.subscriber_backlog_minutes} minutes."
        severity = "WARNING"
        query    = "max by (subscription_id) (${format(local.series.oldest_message, local.subscriber_pattern)}) > ${var.alerts.subscriber_backlog_minutes * 60}"
      }
    },
    var.undelivered_subscription == null ? {} : {
      "messages-are-undelivered" = {
        summary  = "A subscriber refused a message too often; it is set aside."
        severity = "WARNING"
        query    = "max(${format(local.series.backlog, var.undelivered_subscription)}) > 0"
      }
    },
  )
}
