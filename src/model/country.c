/** Country codes: their shape, and the list of ISO 3166-1 as of 2022 with Jumio's XKX. */
#include "model/country.h"

#include "core/text.h"

#include <string.h>

static const char known[] = "ABWAFGAGOAIAALAALBANDAREARGARMASMATAATFATGAUSAUTAZEBDIBELBENBESBFABGDBGRBHRBHSBIHBLMBLRBLZBMUBOLBRABRBBRN"
                            "BTNBVTBWACAFCANCCKCHECHLCHNCIVCMRCODCOGCOKCOLCOMCPVCRICUBCUWCXRCYMCYPCZEDEUDJIDMADNKDOMDZAECUEGYERIESHESP"
                            "ESTETHFINFJIFLKFRAFROFSMGABGBRGEOGGYGHAGIBGINGLPGMBGNBGNQGRCGRDGRLGTMGUFGUMGUYHKGHMDHNDHRVHTIHUNIDNIMNIND"
                            "IOTIRLIRNIRQISLISRITAJAMJEYJORJPNKAZKENKGZKHMKIRKNAKORKWTLAOLBNLBRLBYLCALIELKALSOLTULUXLVAMACMAFMARMCOMDA"
                            "MDGMDVMEXMHLMKDMLIMLTMMRMNEMNGMNPMOZMRTMSRMTQMUSMWIMYSMYTNAMNCLNERNFKNGANICNIUNLDNORNPLNRUNZLOMNPAKPANPCN"
                            "PERPHLPLWPNGPOLPRIPRKPRTPRYPSEPYFQATREUROURUSRWASAUSDNSENSGPSGSSHNSJMSLBSLESLVSMRSOMSPMSRBSSDSTPSURSVKSVN"
                            "SWESWZSXMSYCSYRTCATCDTGOTHATJKTKLTKMTLSTONTTOTUNTURTUVTWNTZAUGAUKRUMIURYUSAUZBVATVCTVENVGBVIRVNMVUTWLFWSM"
                            "XKXYEMZAFZMBZWE";

bool jumio__country_is_alpha3(const char *text, size_t *len)
{
  if (!jumio__text_arg(text, len) || *len != 3)
    return false;
  for (size_t i = 0; i < 3; i++)
    if (text[i] < 'A' || text[i] > 'Z')
      return false;
  return true;
}

bool jumio__country_is_known(const char alpha3[3])
{
  for (const char *row = known; *row != '\0'; row += 3)
    if (memcmp(row, alpha3, 3) == 0)
      return true;
  return false;
}
