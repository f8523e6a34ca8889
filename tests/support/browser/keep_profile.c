/* MiniBrowser under a driver always takes a profile that is thrown away. Loaded before WebKit, this
   gives it one that stays, so that a story can kill the browser and open it again. */
#include <stdlib.h>

void *webkit_website_data_manager_new(const char *first, ...);

void *webkit_website_data_manager_new_ephemeral(void)
{
    const char *profile = getenv("NHATKY_PROFILE");
    return webkit_website_data_manager_new("base-data-directory", profile,
                                           "base-cache-directory", profile, (void *)0);
}
