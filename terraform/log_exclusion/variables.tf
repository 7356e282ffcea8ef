variable "project_id" {
  description = "The project that Segue is in."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id is '${var.project_id}'; allowed are 6 to 30 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen."
  }
}

variable "service" {
  description = "The service whose requests are not logged: `functions.find_members` among Segue's outputs, from source or from an image."
  type        = string
  default     = "segue-find-members"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,61}[a-z0-9]$", var.service))
    error_message = "service is '${var.service}'; allowed is the name of a Cloud Run service: lower-case letters, digits and hyphens."
  }
}
