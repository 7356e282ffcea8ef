variable "alerts" {
  description = "As the variable `alerts` of Segue."
  type = object({
    channels                   = set(string)
    emails                     = set(string)
    enabled                    = bool
    error_ratio                = number
    least_late_changes         = number
    runbook_url                = string
    subscriber_backlog_minutes = number
  })
}

variable "dead_letter_subscription" {
  description = "Name of the subscription with events that could not become a segment."
  type        = string
}

variable "event_triggers" {
  description = "Names of the Eventarc triggers."
  type        = list(string)
}

variable "labels" {
  description = "Labels for alerts."
  type        = map(string)
}

variable "name" {
  description = "Prefix of metrics, and id of the service in Cloud Monitoring."
  type        = string
}

variable "project_id" {
  description = "The project to watch."
  type        = string
}

variable "segment_user_services" {
  description = "Cloud Run services that run SegmentUser: two while source and image run side by side."
  type        = list(string)
}

variable "subscriptions" {
  description = "Names of the subscribers' subscriptions."
  type        = list(string)
}

variable "sweep_every_minutes" {
  description = "How often the sweep runs."
  type        = number
}

variable "sweep_services" {
  description = "Cloud Run services that run Sweep."
  type        = list(string)
}

variable "sweep_shards" {
  description = "The shards of each job of the sweep, as the sweep logs them, such as `0-31`."
  type        = list(string)
}

variable "title" {
  description = "What alerts and the dashboard are called."
  type        = string
}

variable "undelivered_subscription" {
  description = "Name of the subscription with messages that a subscriber refused too often. Null without one."
  type        = string
}
