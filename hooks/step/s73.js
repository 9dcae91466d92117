// @bun
var J={move:"again"},p={move:"stop"},ve={move:"next",reason:!0,waiver:"accepted"},We={move:"next",reason:!0,waiver:"waived"},Pr={move:"next",reason:!0,waiver:"overruled"},so={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),fs=e("stuck",{again:J,other:so,stop:p}),st=e("bounded",{more:J,again:J,other:so,stop:p}),Cn=e("stale",{again:J,waive:We,stop:p}),jn=e("stuck",{again:J,other:so,waive:We,stop:p}),Mn=e("bounded",{more:J,other:so,waive:We,stop:p}),kc=e("stuck",{again:J,waive:We,stop:p});
export{J,p,ve,We,Pr,so,fs,st,Cn,jn,Mn,kc};
