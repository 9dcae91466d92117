// @bun
var Nt={approved:{counts:"approval",words:"every criterion is met by evidence, and no finding about this subject is a blocker or major"},needs_changes:{counts:"changes",words:"the author can mend it; at least one finding, or an earlier one that is still open, says what. Minor ones alone are noted with an approval"},needs_clarification:{counts:"question",words:"a person has to decide first; at least one open question says what"},rejected:{counts:"rejection",words:"it has to be made anew; at least one blocker says why"}},{needs_clarification:o,...e}=Nt,ca=e,Yt=Nt;
export{Nt,ca,Yt};
