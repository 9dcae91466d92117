// @bun
var ie={move:"again"},k={move:"stop"},Ie={move:"next",reason:!0,waiver:"accepted"},Je={move:"next",reason:!0,waiver:"waived"},mo={move:"next",reason:!0,waiver:"overruled"},Gs={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),Qn=e("stuck",{again:ie,other:Gs,stop:k}),xt=e("bounded",{more:ie,again:ie,other:Gs,stop:k}),Tr=e("stale",{again:ie,waive:Je,stop:k}),Or=e("stuck",{again:ie,other:Gs,waive:Je,stop:k}),Er=e("bounded",{more:ie,other:Gs,waive:Je,stop:k}),Ha=e("stuck",{again:ie,waive:Je,stop:k});
export{ie,k,Ie,Je,mo,Gs,Qn,xt,Tr,Or,Er,Ha};
